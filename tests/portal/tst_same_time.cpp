// What a stranger can measure of the login page: answers to the known and to the unknown are alike in bytes and in time.
#include "tests/portal/portal_fixture.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <random>

using namespace latchkey;

namespace {

constexpr int rounds = 240;
// How often a time of one kind is above one of the other: one half when nothing tells them apart. At 240 each, chance alone
// stays within 0.4 and 0.6 in all but one of ten thousand runs.
constexpr double least = 0.4;
constexpr double most = 0.6;

enum class Kind { KnownEmail, KnownEmailWithPhone, KnownPhone, SharedEmail, UnknownEmail, UnknownPhone };
constexpr std::array kinds{Kind::KnownEmail, Kind::KnownEmailWithPhone, Kind::KnownPhone, Kind::SharedEmail, Kind::UnknownEmail, Kind::UnknownPhone};

const char *nameOf(Kind kind) {
    switch (kind) {
        case Kind::KnownEmail:
            return "known e-mail";
        case Kind::KnownEmailWithPhone:
            return "known e-mail, phone too";
        case Kind::KnownPhone:
            return "known phone";
        case Kind::SharedEmail:
            return "shared e-mail";
        case Kind::UnknownEmail:
            return "unknown e-mail";
        case Kind::UnknownPhone:
            return "unknown phone";
    }
    return "";
}

Kind strangerBeside(Kind kind) { return kind == Kind::KnownPhone ? Kind::UnknownPhone : Kind::UnknownEmail; }

// What is typed for the n-th customer or stranger of a kind; nobody is asked for twice.
QString typedFor(Kind kind, int n) {
    const QString number = QString::number(n).rightJustified(5, u'0');
    switch (kind) {
        case Kind::KnownEmail:
            return u"mail%1@example.com"_qs.arg(number);
        case Kind::KnownEmailWithPhone:
            return u"both%1@example.com"_qs.arg(number);
        case Kind::KnownPhone:
            return u"+336110%1"_qs.arg(number);
        case Kind::SharedEmail:
            return u"home%1@example.com"_qs.arg(number);
        case Kind::UnknownEmail:
            return u"none%1@example.com"_qs.arg(number);
        case Kind::UnknownPhone:
            return u"+336220%1"_qs.arg(number);
    }
    return {};
}

double above(const std::vector<double> &a, const std::vector<double> &b) {
    double wins = 0;
    for (const double x : a)
        for (const double y : b) wins += x > y ? 1 : x < y ? 0 : 0.5;
    return wins / static_cast<double>(a.size() * b.size());
}

double quantile(std::vector<double> times, double q) {
    std::sort(times.begin(), times.end());
    return times.at(static_cast<std::size_t>(q * static_cast<double>(times.size() - 1)));
}

// Without what is another at every answer: cookies' values, the nonce, and what was typed.
QByteArray shapeOf(QByteArray answer, const QByteArray &typed) {
    answer.replace(typed, "TYPED");
    for (const char *name : {"latchkey-code=", "name=\"nonce\" value=\""})
        for (qsizetype at = answer.indexOf(name); at >= 0; at = answer.indexOf(name, at + 1))
            answer.replace(at + static_cast<qsizetype>(qstrlen(name)), 32, "SECRET");
    QByteArrayList lines = answer.split('\n');
    erase_if(lines, [](const QByteArray &line) { return line.startsWith("Date: "); });
    return lines.join('\n');
}

using Times = std::map<Kind, std::vector<double>>;

// What tells a kind from strangers, if anything does.
QString differenceIn(const char *what, const Times &times) {
    for (const auto &[kind, taken] : times)
        qInfo().noquote() << QStringLiteral("%1, %2: quartiles %3 / %4 / %5 µs")
                                 .arg(QString::fromLatin1(what), QString::fromLatin1(nameOf(kind)))
                                 .arg(quantile(taken, 0.25), 0, 'f', 0)
                                 .arg(quantile(taken, 0.5), 0, 'f', 0)
                                 .arg(quantile(taken, 0.75), 0, 'f', 0);
    for (const auto &[kind, taken] : times) {
        if (kind == strangerBeside(kind)) continue;
        const double share = above(taken, times.at(strangerBeside(kind)));
        const QString said = QStringLiteral("%1, %2: above the unknown in %3 of all pairs")
                                 .arg(QString::fromLatin1(what), QString::fromLatin1(nameOf(kind)))
                                 .arg(share, 0, 'f', 3);
        qInfo().noquote() << said;
        if (share <= least || share >= most) return said;
    }
    return {};
}

// One browser under https behind a proxy, whose requests come from another network address each.
class Stranger {
public:
    explicit Stranger(const PortalFixture &p) : m_client(p.port) {
        const QByteArray page = exchange("GET /login HTTP/1.1\r\nHost: portal\r\n\r\n").answer;
        m_nonce = page.mid(page.indexOf("name=\"nonce\" value=\"") + 20, 32);
        noteMinted(m_nonce);
    }
    struct Exchange {
        QByteArray answer;
        double microseconds = 0;
    };
    Exchange ask(const QString &typed) { return post("/login", "&to=%2Faccount&who=" + typed.toUtf8().toPercentEncoding(), {}); }
    Exchange guess(const QByteArray &challenge, const QByteArray &code) {
        return post("/code", "&code=" + code, "; __Host-latchkey-code=" + challenge);
    }

private:
    Exchange post(const QByteArray &path, const QByteArray &fields, const QByteArray &cookies) {
        const QByteArray form = "nonce=" + m_nonce + fields;
        ++m_address;
        return exchange(
            "POST " + path +
            " HTTP/1.1\r\nHost: portal\r\nUser-Agent: Mozilla/5.0 Firefox/124.0\r\nAccept-Language: en\r\nSec-Fetch-Site: same-origin\r\n" +
            "X-Forwarded-For: 10." + QByteArray::number(m_address / 65536) + '.' + QByteArray::number(m_address / 256 % 256) + '.' +
            QByteArray::number(m_address % 256) + "\r\nCookie: __Host-latchkey-form=" + m_nonce + cookies +
            "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + QByteArray::number(form.size()) + "\r\n\r\n" + form);
    }
    // The time until the first byte of the answer.
    Exchange exchange(const QByteArray &request) {
        const auto begun = std::chrono::steady_clock::now();
        m_client.send(request);
        const QByteArray first = m_client.readUntil("H");
        const std::chrono::duration<double, std::micro> taken = std::chrono::steady_clock::now() - begun;
        return {first + m_client.readAnswer(), taken.count()};
    }

    RawClient m_client;
    QByteArray m_nonce;
    int m_address = 0;
};

QByteArray challengeIn(const QByteArray &answer) {
    const QByteArray cookie = headerOf(answer, "Set-Cookie");
    const QByteArray value = cookie.mid(cookie.indexOf('=') + 1).split(';').value(0);
    noteMinted(value.left(32));
    return value;
}

}  // namespace

class TestSameTime : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void askingForACodeTellsNothing();
    void aWrongCodeTellsNothing();

private:
    void settleCustomers();
    void ask(QString &difference);
    void guess(QString &difference);
    // Another program may disturb one sample; what the portal itself tells is in all three.
    template <class Measure>
    void tellsNothing(Measure measure) {
        QString difference;
        for (int sample = 0; sample < 3; ++sample) {
            if (sample > 0) {
                cleanup();
                init();
            }
            difference.clear();
            measure(difference);
            if (difference.isEmpty() || QTest::currentTestFailed()) return;
        }
        QFAIL(qPrintable(difference));
    }
    // Every kind once a round, in an order of chance, once all is quiet.
    template <class Measure>
    void everyKind(const std::vector<Kind> &chosen, Measure measure) {
        std::vector<Kind> order = chosen;
        for (int n = 0; n < rounds; ++n) {
            std::shuffle(order.begin(), order.end(), m_dice);
            for (const Kind kind : order) {
                m_portal->f.afterwards();
                measure(kind, n);
            }
        }
    }

    std::unique_ptr<PortalFixture> m_portal;
    std::unique_ptr<Stranger> m_stranger;
    std::mt19937 m_dice{7};
};

void TestSameTime::init() {
    m_portal = std::make_unique<PortalFixture>(u"https://portal.example.com"_qs);
    settleCustomers();
    m_stranger = std::make_unique<Stranger>(*m_portal);
}

void TestSameTime::cleanup() {
    m_stranger.reset();
    m_portal.reset();
}

void TestSameTime::settleCustomers() {
    int ref = 0;
    QVERIFY_OK(m_portal->f.run([&](Transaction &t) -> Result<void> {
        const auto add = [&](const QString &email, const QString &phone) {
            Statement insert = t.db.prepare(R"(
                INSERT INTO customers (ref, first_name, last_name, name_key, email, email_key, email_state, phone, phone_key, created_at)
                VALUES (?, 'Ann', 'Lee', '', ?, ?, ?, ?, ?, 1))");
            insert.bind(QStringView(QString::number(++ref))).bind(QStringView(email)).bind(QStringView(emailKey(email)));
            insert.bind(static_cast<int>(checkEmail(email).state)).bind(QStringView(phone)).bind(QStringView(phoneKey(phone)));
            (void)insert.run();
        };
        for (int n = 0; n < rounds; ++n) {
            add(typedFor(Kind::KnownEmail, n), {});
            add(typedFor(Kind::KnownEmailWithPhone, n), u"+336330%1"_qs.arg(n, 5, 10, QLatin1Char('0')));
            add({}, typedFor(Kind::KnownPhone, n));
            for (int twice = 0; twice < 2; ++twice) add(typedFor(Kind::SharedEmail, n), {});
        }
        return {};
    }));
}

void TestSameTime::askingForACodeTellsNothing() {
    tellsNothing([this](QString &difference) { ask(difference); });
}

void TestSameTime::ask(QString &difference) {
    Times times;
    QByteArray shape;
    everyKind({kinds.begin(), kinds.end()}, [&](Kind kind, int n) {
        const QString typed = typedFor(kind, n);
        const Stranger::Exchange asked = m_stranger->ask(typed);
        if (shape.isEmpty()) shape = shapeOf(asked.answer, typed.toUtf8());
        QCOMPARE(shapeOf(asked.answer, typed.toUtf8()), shape);
        (void)challengeIn(asked.answer);
        times[kind].push_back(asked.microseconds);
    });
    QVERIFY(shape.startsWith("HTTP/1.1 303"));
    difference = differenceIn("asking", times);
}

void TestSameTime::aWrongCodeTellsNothing() {
    tellsNothing([this](QString &difference) { guess(difference); });
}

void TestSameTime::guess(QString &difference) {
    Times guesses;
    QByteArray shape;
    everyKind({Kind::KnownEmail, Kind::KnownPhone, Kind::UnknownEmail, Kind::UnknownPhone}, [&](Kind kind, int n) {
        const QString typed = typedFor(kind, n);
        const QByteArray challenge = challengeIn(m_stranger->ask(typed).answer);
        m_portal->f.afterwards();
        const QByteArray wrong = QByteArray(challenge.mid(33).toInt(), '0');
        const Stranger::Exchange guessed = m_stranger->guess(challenge, wrong);
        guesses[kind].push_back(guessed.microseconds);
        // The page names the number of digits, which grows while so many are guessed at.
        QByteArray page = shapeOf(guessed.answer, typed.toUtf8());
        for (const char *digits : {"4-digit", "6-digit", "8-digit"}) page.replace(digits, "N-digit");
        if (n == 0 && shape.isEmpty()) shape = page;
        if (n == 0) QCOMPARE(page, shape);
        QCOMPARE(statusOf(guessed.answer), 422);
    });
    difference = differenceIn("a wrong code", guesses);
}

QTEST_GUILESS_MAIN(TestSameTime)
#include "tst_same_time.moc"
