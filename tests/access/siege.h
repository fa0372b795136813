// A day of a shop under attack: strangers who ask for codes and guess at them, customers among them who only want in.
#pragma once

#include "services/runtime/digest.h"
#include "tests/access/access_fixture.h"

#include <QHash>

#include <cmath>
#include <mutex>

namespace latchkey {

// The newest letter or text to each address, as its owner would find it.
class Mailboxes final : public Postman {
public:
    void deliver(OutgoingMessage message) override {
        const std::lock_guard lock(m_mutex);
        m_newest.insert(message.to, std::move(message));
    }
    void forget(const QList<MessageId> &) override {}
    [[nodiscard]] DeliveryModes modes() const override { return {}; }
    [[nodiscard]] std::shared_ptr<const Letters> letters() const override { return m_letters; }
    [[nodiscard]] std::optional<OutgoingMessage> newest(const QString &to) const {
        const std::lock_guard lock(m_mutex);
        const auto found = m_newest.constFind(to);
        return found == m_newest.constEnd() ? std::nullopt : std::optional(*found);
    }

private:
    std::shared_ptr<const Letters> m_letters = *Letters::load({});
    mutable std::mutex m_mutex;
    QHash<QString, OutgoingMessage> m_newest;
};

// One browser of an attacker.
struct Burglar {
    QString typed;
    QString from;
    ChallengeSecret challenge;
};

struct Tally {
    qint64 asked = 0;
    qint64 guesses = 0;          // that the attacker sent
    QMap<int, qint64> compared;  // with a code, by its digits
    double takeovers = 0;        // expected
    int opened = 0;              // really
};

class Siege {
public:
    Siege() {
        f.access = std::make_unique<AccessService>(
            AccessService::Setup{
                {}, QStringLiteral("https://portal.example.com"), QStringLiteral("North Roast Coffee"), f.access->publicIdKey(), f.key},
            f.chance, mail);
    }
    ~Siege() { f.room.reset(); }  // its last verbs write letters

    static QString emailOf(int i) { return QStringLiteral("customer%1@example.com").arg(i); }
    static QString phoneOf(int i) { return QStringLiteral("+336123%1").arg(i, 5, 10, QLatin1Char('0')); }
    // Without phones each code is one letter, which a long day is quicker with.
    void settle(int customers, bool phones) {
        const auto done = f.room->run<void>([&](Transaction &t) -> Result<void> {
            for (int i = 0; i < customers; ++i) {
                Statement insert = t.db.prepare(R"(
                    INSERT INTO customers (ref, first_name, last_name, name_key, email, email_key, email_state, phone, phone_key, created_at)
                    VALUES (?1, 'A', '', '', ?2, ?2, 0, ?3, ?4, 1))");
                insert.bind(QStringView(QString::number(i))).bind(QStringView(emailOf(i))).bind(QStringView(phones ? phoneOf(i) : QString()));
                if (phones)
                    insert.bind(QStringView(phoneKey(phoneOf(i))));
                else
                    insert.bindNull();
                if (const auto added = insert.run(); !added) return tl::unexpected<Error>(added.error());
            }
            return {};
        });
        if (!done) qFatal("customers");
    }

    // All in one transaction.
    void ask(const QList<Burglar *> &burglars) {
        (void)f.room->run<void>([&](Transaction &t) -> Result<void> {
            for (Burglar *burglar : burglars) {
                const auto asked = f.access->askForCode(t, burglar->typed, {burglar->from, {}, {}}, {}, burglar->challenge);
                ++tally.asked;
                if (asked) burglar->challenge = asked->challenge;
            }
            return {};
        });
        f.afterwards();
    }
    void guess(const QList<Burglar *> &burglars, int times) {
        (void)f.room->run<void>([&](Transaction &t) -> Result<void> {
            for (Burglar *burglar : burglars)
                for (int n = 0; n < times; ++n) guessOnce(t, *burglar);
            return {};
        });
        f.afterwards();
    }

    AccessFixture f;
    Mailboxes mail;
    Tally tally;

private:
    // A code is compared when its try is counted: a guess adds the chance of every code of its own length that it was compared with.
    void guessOnce(Transaction &t, Burglar &burglar) {
        if (burglar.challenge.isEmpty()) return;
        const QByteArray challenge = sha256(burglar.challenge.reveal());
        const QList<CodeRow> before = codesOfChallenge(t.db, challenge).value();
        // The cookie tells the length of the newest; a shorter one from before would be the easier prey.
        const auto shortest = std::min_element(before.begin(), before.end(), [](const CodeRow &a, const CodeRow &b) { return a.digits < b.digits; });
        const int digits = ++m_number % 2 ? shortest->digits : before.constFirst().digits;
        const QByteArray code = QByteArray::number(m_number).rightJustified(digits, '0', true);
        const auto entered = f.access->enterCode(t, burglar.challenge, CodeSecret(code), {burglar.from, {}, {}});
        ++tally.guesses;
        if (entered) ++tally.opened;
        const QList<CodeRow> after = codesOfChallenge(t.db, challenge).value();
        for (qsizetype i = 0; i < before.size(); ++i) {
            if (after.at(i).tries == before.at(i).tries || before.at(i).digits != digits) continue;
            ++tally.compared[digits];
            tally.takeovers += std::pow(10.0, -digits);
        }
    }

    int m_number = 0;
};

}  // namespace latchkey
