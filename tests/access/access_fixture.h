// What the tests of access share: a real store file with customers in it, a write room, a standing clock and foreseeable chance.
#pragma once

#include "models/domain/email_address.h"
#include "models/domain/phone_number.h"
#include "services/access/access_service.h"
#include "services/store/store.h"
#include "services/store/write_room.h"
#include "tests/support/counting_chance.h"
#include "tests/support/manual_clock.h"
#include "tests/support/recording_postman.h"
#include "tests/support/test_database.h"
#include "tests/support/verify.h"

#include <QTemporaryDir>

namespace latchkey {

class AccessFixture {
public:
    explicit AccessFixture(AccessPolicy policy = {}, const QString &baseUrl = QStringLiteral("https://portal.example.com"), WriteRoom::Hooks hooks = {}) {
        const auto identity = openStore(path, chance, clock);
        if (!identity) qFatal("store");
        key = codeKeyFor(path, folder.filePath(QStringLiteral("code.key")), chance).value();
        access = std::make_unique<AccessService>(
            AccessService::Setup{policy, baseUrl, QStringLiteral("North Roast Coffee"), identity->publicIdKey, key}, chance, postman);
        room = WriteRoom::open(path, clock, std::move(hooks)).value();
        db = Connection::open(path, OpenMode::ReadOnly).value();
    }

    CustomerId addCustomer(const QString &name, const QString &email, const QString &phone) {
        return room->run<CustomerId>([&](Transaction &t) -> Result<CustomerId> {
            Statement insert = t.db.prepare(R"(
                INSERT INTO customers (ref, first_name, last_name, name_key, email, email_key, email_state, phone, phone_key, created_at)
                VALUES (?, ?, '', '', ?, ?, ?, ?, ?, 1) RETURNING id)");
            insert.bind(QStringView(QString::number(++m_ref))).bind(QStringView(name)).bind(QStringView(email));
            if (email.isEmpty()) insert.bindNull();
            else insert.bind(QStringView(emailKey(email)));
            insert.bind(static_cast<int>(checkEmail(email).state)).bind(QStringView(phone));
            if (phone.isEmpty()) insert.bindNull();
            else insert.bind(QStringView(phoneKey(phone)));
            const auto id = insert.insertedId();
            if (!id) return tl::unexpected<Error>(id.error());
            return CustomerId(*id);
        }).value();
    }

    Result<IssuedLink> issue(CustomerId customer, AgentId agent = AgentId(1), QString destination = {}) {
        return room->run<IssuedLink>([&](Transaction &t) { return access->issue(t, {customer, {}, agent, LinkDoor::Customer, destination}); });
    }
    Result<Redeemed> redeem(const LinkToken &token, const QByteArray &browser) {
        return room->run<Redeemed>([&](Transaction &t) { return access->redeem(t, token, FormNonce(browser), QStringLiteral("Firefox on Linux")); });
    }
    Result<void> run(const std::function<Result<void>(Transaction &)> &verb) { return room->run<void>(verb); }
    // What was answered, and what was written once it was.
    struct Asked : CodeAsked {
        std::optional<OutgoingMessage> letter;
        std::optional<OutgoingMessage> text;
    };
    Result<Asked> asked(const std::function<Result<CodeAsked>(Transaction &)> &verb) {
        const qsizetype before = postman.all().size();
        const Result<CodeAsked> answer = room->run<CodeAsked>(verb);
        afterwards();
        if (!answer) return tl::unexpected<Error>(answer.error());
        return Asked{*answer, postman.newest(Channel::Email, before), postman.newest(Channel::Sms, before)};
    }
    Result<Asked> ask(const QString &typed, const QString &address = QStringLiteral("192.0.2.1"), const ChallengeSecret &earlier = {}) {
        return asked([&](Transaction &t) { return access->askForCode(t, typed, {address, language, {}}, {}, earlier); });
    }
    // Waits until what verbs leave for later is done: it rides in no later batch than this.
    void afterwards() { (void)room->run<void>([](Transaction &) { return Result<void>(); }); }
    Result<Redeemed> enter(const ChallengeSecret &challenge, const QByteArray &code, const QString &address = QStringLiteral("192.0.2.1")) {
        return room->run<Redeemed>([&](Transaction &t) { return access->enterCode(t, challenge, CodeSecret(code), {address, {}, QStringLiteral("Chrome on Android")}); });
    }

    qint64 number(std::string_view sql) {
        Statement select = db->prepare(sql);
        return select.step() ? select.integer(0) : -1;
    }
    static LinkToken tokenOf(const IssuedLink &link) { return LinkToken(link.url.right(linkTokenLength).toLatin1()); }
    static QByteArray codeOf(const Asked &asked) { return asked.letter ? asked.letter->facts.code.reveal() : asked.text->facts.code.reveal(); }
    static QByteArray otherThan(const QByteArray &code) { return code.startsWith('0') ? "1" + code.mid(1) : "0" + code.mid(1); }

    QTemporaryDir folder;
    TestDatabase database{folder.path()};
    const QString path = database.where();
    QByteArray key;
    CountingChance chance;
    ManualClock clock;
    RecordingPostman postman;
    std::optional<Language> language;
    std::unique_ptr<AccessService> access;
    std::unique_ptr<WriteRoom> room;
    std::unique_ptr<Connection> db;

private:
    int m_ref = 0;
};

}  // namespace latchkey
