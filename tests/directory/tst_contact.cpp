// Editing a contact: who was faster, what is refused, and that lists, search and counts follow.
#include "services/directory/demo_shop.h"
#include "services/directory/directory.h"
#include "services/store/store.h"
#include "services/store/write_room.h"
#include "tests/support/counting_chance.h"
#include "tests/support/manual_clock.h"
#include "tests/support/verify.h"

#include <QTemporaryDir>
#include <QTest>

using namespace latchkey;

class Contact : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    ManualClock m_clock;
    CountingChance m_chance;
    std::unique_ptr<WriteRoom> m_room;
    std::unique_ptr<Connection> m_db;
    Directory m_directory;
    QList<Event> m_events;  // of the last verb

    CustomerId idOf(const QString &ref) { return m_directory.locate(*m_db, ref, 1)->first().customer; }
    Result<ContactChanged> change(CustomerId id, const ContactChange &what) {
        return m_room->run<ContactChanged>([&](Transaction &t) {
            auto changed = changeContact(t, id, what, AgentId(1));
            m_events = t.events();
            return changed;
        });
    }
    qint64 count(const QString &part) { return m_directory.count(*m_db, QStringLiteral("customers"), part).value_or(-1); }

private slots:
    void initTestCase() {
        const QString path = m_folder.filePath(QStringLiteral("store.sqlite"));
        QVERIFY_OK(openStore(path, m_chance, m_clock));
        QVERIFY_OK(importDemoShop(path, m_clock));
        auto room = WriteRoom::open(path, m_clock, {});
        QVERIFY_OK(room);
        m_room = std::move(*room);
        m_db = std::move(*Connection::open(path, OpenMode::ReadOnly));
    }

    void aNewAddressIsFoundAndCountedAtOnce() {
        const CustomerId dmitri = idOf(QStringLiteral("10004"));
        const qint64 without = count(QStringLiteral("no-email"));
        const auto changed = change(dmitri, {QStringLiteral(" dmitri.ivanov@example.com "), QStringLiteral("+1 415 555 0134"), 1});
        QVERIFY_OK(changed);
        QVERIFY(changed->emailChanged);
        QCOMPARE(changed->customer.email, QStringLiteral("dmitri.ivanov@example.com"));
        QCOMPARE(changed->customer.version, 2);
        QCOMPARE(count(QStringLiteral("no-email")), without - 1);
        CustomerQuery query;
        query.search = QStringLiteral("ivanov@exa");
        QCOMPARE(m_directory.customers(*m_db, query, m_clock.now())->count, 1);
        QVERIFY(!m_events.isEmpty() && m_events.last().kind == EventKind::CustomerChanged && m_events.last().customer == dmitri);
    }

    void whoIsSlowerIsTold() {
        const CustomerId amelie = idOf(QStringLiteral("10001"));
        QVERIFY_OK(change(amelie, {QStringLiteral("amelie.durand@example.com"), QStringLiteral("+33 6 00 00 00 00"), 1}));
        QVERIFY_FAILS(change(amelie, {QStringLiteral("other@example.com"), QString(), 1}), ErrorCode::VersionConflict);
    }

    void onlyTouchedFieldsAreJudged() {
        const CustomerId noah = idOf(QStringLiteral("10013"));
        const auto customer = m_directory.customer(*m_db, noah);
        QVERIFY_OK(customer);
        const auto phoneOnly = change(noah, {customer->email, QStringLiteral("+31 6 87654321"), customer->version});
        QVERIFY_OK(phoneOnly);
        QVERIFY(!phoneOnly->emailChanged);
        QVERIFY_FAILS(change(noah, {QStringLiteral("noah@@@example.nl"), customer->phone, customer->version + 1}), ErrorCode::EmailInvalid);
        QVERIFY_FAILS(change(noah, {customer->email, QStringLiteral("call me"), customer->version + 1}), ErrorCode::PhoneInvalid);
        QVERIFY_OK(change(noah, {QString(), QString(), customer->version + 1}));
    }

    void nobodyIsNotFound() {
        QVERIFY_FAILS(change(CustomerId(999'999), {QString(), QString(), 1}), ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(Contact)
#include "tst_contact.moc"
