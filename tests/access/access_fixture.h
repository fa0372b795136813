// What the tests of access share: a real store file with customers in it, a write room, a standing clock and foreseeable chance.
#pragma once

#include "models/domain/email_address.h"
#include "models/domain/phone_number.h"
#include "services/access/access_service.h"
#include "services/store/store.h"
#include "services/store/write_room.h"
#include "tests/support/counting_chance.h"
#include "tests/support/manual_clock.h"
#include "tests/support/verify.h"

#include <QTemporaryDir>

namespace latchkey {

class AccessFixture {
public:
    explicit AccessFixture(AccessPolicy policy = {}, const QString &baseUrl = QStringLiteral("https://portal.example.com"), WriteRoom::Hooks hooks = {}) {
        path = folder.filePath(QStringLiteral("store.db"));
        const auto identity = openStore(path, chance, clock);
        if (!identity) qFatal("store");
        key = codeKeyBeside(path, chance).value();
        access = std::make_unique<AccessService>(
            AccessService::Setup{policy, baseUrl, QStringLiteral("North Roast Coffee"), identity->publicIdKey, key}, chance);
        room = WriteRoom::open(path, clock, std::move(hooks)).value();
        db = Connection::open(path, OpenMode::ReadOnly).value();
    }

    CustomerId addCustomer(const QString &name, const QString &email, const QString &phone) {
        return room->run<CustomerId>([&](Transaction &t) -> Result<CustomerId> {
            Statement insert = t.db.prepare(R"(
                INSERT INTO customers (ref, first_name, last_name, name_key, email, email_key, email_state, phone, phone_key, created_at)
                VALUES (?, ?, '', '', ?, ?, ?, ?, ?, 1))");
            insert.bind(QStringView(QString::number(++m_ref))).bind(QStringView(name)).bind(QStringView(email));
            if (email.isEmpty()) insert.bindNull();
            else insert.bind(QStringView(emailKey(email)));
            insert.bind(static_cast<int>(checkEmail(email).state)).bind(QStringView(phone));
            if (phone.isEmpty()) insert.bindNull();
            else insert.bind(QStringView(phoneKey(phone)));
            if (const auto done = insert.run(); !done) return tl::unexpected<Error>(done.error());
            return CustomerId(t.db.lastInsertId());
        }).value();
    }

    Result<IssuedLink> issue(CustomerId customer, AgentId agent = AgentId(1), QString destination = {}) {
        return room->run<IssuedLink>([&](Transaction &t) { return access->issue(t, {customer, {}, agent, LinkDoor::Customer, destination}); });
    }
    Result<Redeemed> redeem(const LinkToken &token, const QByteArray &browser) {
        return room->run<Redeemed>([&](Transaction &t) { return access->redeem(t, token, FormNonce(browser)); });
    }
    Result<void> run(const std::function<Result<void>(Transaction &)> &verb) { return room->run<void>(verb); }
    Result<CodeAsked> ask(const QString &typed, const QString &address = QStringLiteral("192.0.2.1"), const ChallengeSecret &earlier = {}) {
        return room->run<CodeAsked>([&](Transaction &t) { return access->askForCode(t, typed, address, {}, earlier); });
    }
    Result<Redeemed> enter(const ChallengeSecret &challenge, const QByteArray &code, const QString &address = QStringLiteral("192.0.2.1")) {
        return room->run<Redeemed>([&](Transaction &t) { return access->enterCode(t, challenge, CodeSecret(code), address); });
    }

    qint64 number(std::string_view sql) {
        Statement select = db->prepare(sql);
        return select.step() ? select.integer(0) : -1;
    }
    static LinkToken tokenOf(const IssuedLink &link) { return LinkToken(link.url.right(linkTokenLength).toLatin1()); }
    // The digits on the line of their own in the letter, or in front of the text.
    static QByteArray codeOf(const CodeAsked &asked) {
        if (asked.letter) return asked.letter->body.reveal().split('\n').value(4);
        return asked.text->body.reveal().split(' ').value(0);
    }
    static QByteArray otherThan(const QByteArray &code) { return code.startsWith('0') ? "1" + code.mid(1) : "0" + code.mid(1); }

    QTemporaryDir folder;
    QString path;
    QByteArray key;
    CountingChance chance;
    ManualClock clock;
    std::unique_ptr<AccessService> access;
    std::unique_ptr<WriteRoom> room;
    std::unique_ptr<Connection> db;

private:
    int m_ref = 0;
};

}  // namespace latchkey
