// Writes a shop of any size as CSV: the same arguments always give the same bytes, with a fixed share of awkward rows.
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

// SplitMix64: small, and the same on every machine.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_state(seed * 0x9E3779B97F4A7C15ULL + 1) {}
    double next() {
        m_state += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1.0p-53;
    }
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(next() * static_cast<double>(limit)); }
    // Leans to the front: some names and products are far more frequent than others.
    std::size_t leaning(std::size_t limit) { return static_cast<std::size_t>(next() * next() * static_cast<double>(limit)); }
    template <class List>
    const auto &of(const List &list) { return list[below(std::size(list))]; }

private:
    std::uint64_t m_state;
};

struct Name {
    std::string_view first, last, user;
};

constexpr std::string_view firstNames[] = {
    "James", "Mary", "Robert", "Anna", "John", "Emma", "Michael", "Olivia", "David", "Sophia", "William", "Grace", "Thomas", "Laura", "Daniel", "Julia", "Peter", "Helen",
    "Samuel", "Alice", "Henry", "Clara", "George", "Diana", "Adam", "Sarah", "Noah", "Ruth", "Oscar", "Ingrid", "Lars", "Giulia", "Marco", "Chiara", "Pieter", "Anneke",
    "Katarzyna", "Piotr", "Priya", "Arjun", "Ananya", "Rohan", "Fatima", "Omar", "Leila", "Yusuf", "Mei", "Wei", "Hiro", "Yuki", "Min-jun", "Ji-woo", "Thabo", "Naledi", "Kwame", "Ama"};
constexpr std::string_view lastNames[] = {
    "Smith", "Johnson", "Williams", "Brown", "Garcia", "Miller", "Davis", "Martinez", "Wilson", "Anderson", "Taylor", "Moore", "Martin", "Lee", "Perez", "Thompson", "White",
    "Harris", "Clark", "Lewis", "Walker", "Young", "Allen", "King", "Wright", "Scott", "Nguyen", "Hill", "Green", "Adams", "Baker", "Hall", "Rivera", "Campbell", "Carter",
    "Evans", "Turner", "Parker", "Collins", "Reyes", "Murphy", "Cook", "Morgan", "Cooper", "Graham", "Reed", "O'Brien", "D'Angelo", "Smith-Jones", "van der Berg", "de la Cruz",
    "Jansen", "Kowalski", "Rossi", "Ferrari", "Sharma", "Gupta", "Khan", "Hassan", "Haddad", "Okafor", "Mensah", "Nkosi", "Tanaka", "Suzuki", "Sato", "Wang", "Zhang", "Nielsen"};
constexpr Name otherScripts[] = {
    {"José", "Muñoz", "jose"}, {"Zoë", "Brontë", "zoe"}, {"François", "Lefèvre", "francois"}, {"Søren", "Ångström", "soren"}, {"Jürgen", "Groß", "juergen"},
    {"Łukasz", "Wiśniewski", "lukasz"}, {"İbrahim", "Şahin", "ibrahim"}, {"Nguyễn", "Thị Hồng", "nguyen"}, {"Анна", "Кузнецова", "anna"}, {"Олена", "Шевченко", "olena"},
    {"Γιώργος", "Παπαδόπουλος", "giorgos"}, {"明", "王", "ming"}, {"太郎", "山田", "taro"}, {"さくら", "佐藤", "sakura"}, {"민준", "김", "minjun"}, {"محمد", "الهاشمي", "mohammed"},
    {"יעל", "כהן", "yael"}, {"राहुल", "शर्मा", "rahul"}, {"สมชาย", "ใจดี", "somchai"}, {"João", "Conceição", "joao"}, {"Bjørn", "Kjærgaard", "bjorn"}};
constexpr Name hardNames[] = {
    {"Anne, Marie", "Dupont, Jr.", "anne"}, {"William \"Bill\"", "O'Neil", "bill"}, {"Line\nBreak", "Two\r\nLines", "line"}, {"=SUM(A1)", "+Formula", "sum"},
    {"🙂 Sam", "👩‍👩‍👧‍👦", "sam"}, {"<b>Bob</b>", "&amp; Co", "bob"}, {"  padded  ", "\tTab", "pad"}, {"Robert'); DROP TABLE", "customers;--", "robert"},
    {"", "Mononym", "mono"}, {"Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaft", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "long"}};
constexpr std::string_view domains[] = {"gmail.example", "gmail.example", "gmail.example", "gmail.example", "gmail.example", "outlook.example", "outlook.example",
                                        "yahoo.example", "icloud.example", "hotmail.example", "example.com", "proton.example", "mail.test", "bücher.example"};
constexpr std::string_view countryCodes[] = {"1", "1", "1", "44", "49", "33", "61", "81", "91", "55"};
constexpr std::string_view statuses[] = {"active", "active", "active", "active", "active", "active", "active", "active", "active", "active", "active", "active", "cancelled",
                                         "cancelled", "cancelled", "cancelled", "paused", "past_due", "expired", "trialing"};
constexpr std::string_view goods[] = {"Coffee Beans", "Green Tea", "Dog Food", "Cat Litter", "Vitamin D3", "Razor Blades", "Oat Milk", "Snack Box", "Flower Bouquet", "Shampoo Bar",
                                      "Olive Oil", "Chocolate Box", "Printer Ink", "Water Filter", "Candle Club", "Hot Sauce", "Book Club", "Skin Serum", "Diapers", "Craft Beer"};
constexpr std::string_view grades[] = {"Classic", "Premium", "Organic", "Starter", "Family", "Limited", "Daily", "Reserve"};
constexpr std::string_view variants[] = {"Default", "Small", "Medium", "Large", "250 g", "500 g", "1 kg", "Whole bean", "Ground", "6-pack", "12-pack", "Rosé 75 cl"};
constexpr std::string_view currencies[] = {"USD", "USD", "USD", "USD", "USD", "EUR", "EUR", "GBP", "CAD", "JPY"};
struct Plan {
    std::string_view unit;
    int count;
};
constexpr Plan plans[] = {{"month", 1}, {"month", 1}, {"month", 1}, {"month", 1}, {"month", 2}, {"month", 3}, {"week", 2}, {"week", 4}, {"year", 1}, {"day", 30}};
constexpr std::int64_t firstDay = 18'262, days = 2'192;  // 2020-01-01 and six years on

std::string csvField(std::string_view text) {
    if (text.find_first_of(",\"\n\r") == std::string_view::npos) return std::string(text);
    std::string out = "\"";
    for (const char c : text) out.append(c == '"' ? 2U : 1U, c);
    return out + "\"";
}

std::string date(std::int64_t day) {
    day += 719'468;
    const std::int64_t era = day / 146'097, ofEra = day - era * 146'097;
    const std::int64_t year = (ofEra - ofEra / 1'460 + ofEra / 36'524 - ofEra / 146'096) / 365;
    const std::int64_t ofYear = ofEra - (365 * year + year / 4 - year / 100), month = (5 * ofYear + 2) / 153;
    const std::int64_t m = month < 10 ? month + 3 : month - 9;
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", static_cast<int>(year + era * 400 + (m <= 2)), static_cast<int>(m), static_cast<int>(ofYear - (153 * month + 2) / 5 + 1));
    return text;
}

std::string moment(Dice &dice) {
    char text[32];
    const std::string day = date(firstDay + static_cast<std::int64_t>(dice.below(days)));
    const auto second = static_cast<int>(dice.below(86'400));
    std::snprintf(text, sizeof text, "T%02d:%02d:%02dZ", second / 3'600, second / 60 % 60, second % 60);
    return day + text;
}

std::string badAddress(Dice &dice, const std::string &user, std::string_view domain) {
    const std::string d(domain);
    const std::array<std::string, 10> bad{user, user + "@", "@" + d, user + "@@" + d, user + " at " + d, user + "@" + d + ".", user + "@-" + d, "<" + user + "@" + d + ">", "n/a", "-"};
    return bad[dice.below(bad.size())];
}

std::string phone(Dice &dice) {
    const double spelling = dice.next();
    if (spelling < 0.18) return {};
    const std::string country(dice.of(countryCodes));
    std::string digits;
    for (int i = 0; i < 9; ++i) digits.push_back(static_cast<char>('0' + dice.below(i == 0 ? 8 : 10) + (i == 0 ? 2 : 0)));
    if (spelling < 0.68) return "+" + country + digits;
    if (spelling < 0.83) return "+" + country + " " + digits.substr(0, 3) + " " + digits.substr(3, 3) + " " + digits.substr(6);
    if (spelling < 0.97) return "(" + digits.substr(0, 3) + ") " + digits.substr(3, 3) + "-" + digits.substr(6);
    return "+" + country + " " + digits + " ext. " + std::to_string(dice.below(1'000));
}

void writeCustomers(std::ofstream &out, std::size_t count, std::uint64_t seed) {
    Dice dice(seed * 2 + 1);
    std::vector<std::string> recent;
    out << "id,email,first_name,last_name,phone,created_at\n";
    for (std::size_t i = 1; i <= count; ++i) {
        const double kind = dice.next();
        Name name{firstNames[dice.leaning(std::size(firstNames))], lastNames[dice.below(std::size(lastNames))], {}};
        if (kind < 0.005) name = dice.of(hardNames);
        else if (kind < 0.125) name = dice.of(otherScripts);
        std::string user(name.user.empty() ? name.first : name.user);
        for (char &c : user) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        user += (dice.next() < 0.2 ? "+shop" : ".") + std::to_string(dice.below(10'000)) + std::to_string(i % 997);
        const std::string_view domain = dice.of(domains);
        const double fate = dice.next();
        std::string email = user + "@" + std::string(domain);
        if (fate < 0.03) email.clear();
        else if (fate < 0.04) email = badAddress(dice, user, domain);
        else if (fate < 0.06 && !recent.empty()) {
            email = recent[dice.below(recent.size())];
            for (char &c : email) c = fate < 0.05 && c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
        } else if (recent.size() < 50'000) recent.push_back(email);
        out << 1'000'000 + i << ',' << csvField(email) << ',' << csvField(name.first) << ',' << csvField(name.last) << ',' << phone(dice) << ',' << moment(dice) << '\n';
    }
}

void writeSubscriptions(std::ofstream &out, std::size_t count, std::size_t customers, std::uint64_t seed) {
    Dice dice(seed * 2 + 2);
    out << "id,customer_id,status,product,variant,quantity,price,currency,interval,interval_count,next_billing_date,created_at\n";
    for (std::size_t i = 1; i <= count; ++i) {
        // Very uneven: most belong to anybody, some to a tenth of the customers, a few to big accounts.
        const double spread = dice.next();
        const std::size_t customer = spread < 0.90 ? dice.below(customers) : spread < 0.99 ? dice.below(customers / 10 + 1) * 10 % customers : dice.leaning(customers < 200 ? customers : 200);
        const std::string_view status = dice.of(statuses), currency = dice.of(currencies);
        const Plan &plan = dice.of(plans);
        const std::string price = currency == "JPY" ? std::to_string(500 + 100 * dice.below(95)) : std::to_string(4 + dice.leaning(146)) + (dice.next() < 0.5 ? ".50" : ".99");
        const bool ended = status == "cancelled" || status == "expired";
        out << 5'000'000 + i << ',' << 1'000'001 + customer << ',' << status << ',' << goods[dice.leaning(std::size(goods))] << ' ' << dice.of(grades) << ',' << dice.of(variants) << ','
            << (dice.next() < 0.8 ? 1 : 1 + dice.leaning(24)) << ',' << price << ',' << currency << ',' << plan.unit << ',' << plan.count << ','
            << (ended ? std::string() : date(firstDay + days + static_cast<std::int64_t>(dice.below(90)))) << ',' << moment(dice) << '\n';
    }
}

}  // namespace

int main(int argc, char **argv) {
    std::size_t customers = 1'000, subscriptions = 1'500;
    std::uint64_t seed = 1;
    std::string folder = ".";
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string_view name = argv[i];
        if (name == "--customers") customers = std::strtoull(argv[i + 1], nullptr, 10);
        else if (name == "--subscriptions") subscriptions = std::strtoull(argv[i + 1], nullptr, 10);
        else if (name == "--seed") seed = std::strtoull(argv[i + 1], nullptr, 10);
        else if (name == "--out") folder = argv[i + 1];
        else customers = 0;
    }
    if (customers == 0 || argc % 2 == 0) {
        std::fputs("usage: make_dataset [--customers N] [--subscriptions N] [--seed S] [--out DIR]\n", stderr);
        return 2;
    }
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored);
    std::ofstream first(folder + "/customers.csv", std::ios::binary), second(folder + "/subscriptions.csv", std::ios::binary);
    writeCustomers(first, customers, seed);
    writeSubscriptions(second, subscriptions, customers, seed);
    if (first.flush() && second.flush()) return 0;
    std::fprintf(stderr, "cannot write to %s\n", folder.c_str());
    return 1;
}
