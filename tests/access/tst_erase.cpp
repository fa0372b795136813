// Erasing a customer: what must be gone from the file, what must stay true, and who is not touched by it.
#include "services/directory/directory.h"
#include "services/directory/importer.h"
#include "services/store/activity_store.h"
#include "services/store/customer_store.h"
#include "services/store/delivery_store.h"
#include "services/store/message_store.h"
#include "tests/access/access_fixture.h"

#include <QFile>

using namespace latchkey;

namespace {

// Of each, a piece that stands nowhere else; the masked address as letters about a change hold it.
const QList<QByteArray> traces{"Zephyrine", "zephyrine", "Quillfeather", "quillfeather", "zq.feather", "quillmail", "15155667788", "her sister asked",
                               "/account/subscriptions/4711", "Firefox on Linux"};

QByteArray customersFile(int others) {
    QByteArray csv("id,email,first_name,last_name,phone\n");
    for (int i = 0; i < others; ++i) {
        const QByteArray n = QByteArray::number(i);
        csv += "o" + n + ",other" + n + "@example.com,Other" + n + ",Person" + n + ",\n";
        if (i == others / 2) csv += "77,ZQ.Feather@quillmail.example,Zephyrine,Quillfeather,+49 151 55667788\n";
    }
    return csv;
}

}  // namespace

class TestErase : public QObject {
    Q_OBJECT

    std::unique_ptr<AccessFixture> m_f;
    CustomerId m_her;
    CustomerId m_other;
    Directory m_directory;

    void import(const QByteArray &csv) {
        QFile file(m_f->folder.filePath(QStringLiteral("file.csv")));
        if (!file.open(QIODevice::WriteOnly) || file.write(csv) != csv.size()) qFatal("cannot write a test's file");
        file.close();
        const std::atomic<bool> never = false;
        if (!importFiles(m_f->path, {file.fileName()}, m_f->clock, {}, never)) qFatal("import");
    }
    Result<void> erase(const QString &name = QStringLiteral("Zephyrine Quillfeather")) {
        return m_f->run([&](Transaction &t) { return m_f->access->eraseCustomer(t, m_her, name, AgentId(1)); });
    }
    // The store's file and its log, once all is copied back into the file.
    QByteArray bytesAtRest() {
        m_f->room.reset();
        m_f->db.reset();
        QByteArray all;
        for (const QString &name : {m_f->path, m_f->path + QStringLiteral("-wal")}) {
            QFile file(name);
            if (file.open(QIODevice::ReadOnly)) all += file.readAll();
        }
        m_f->room = WriteRoom::open(m_f->path, m_f->clock, {}).value();
        m_f->db = Connection::open(m_f->path, OpenMode::ReadOnly).value();
        return all;
    }
    // Links used, open and revoked, letters and texts, codes asked for and guessed, sessions, an agent's words.
    void leaveTraces() {
        const auto used = m_f->issue(m_her, AgentId(1), QStringLiteral("/account/subscriptions/4711"));
        QVERIFY_OK(used);
        QVERIFY_OK(m_f->redeem(AccessFixture::tokenOf(*used), "browser"));
        QVERIFY_OK(m_f->issue(m_her, AgentId(1), QStringLiteral("/account/subscriptions/4711")));
        QVERIFY_OK(m_f->run([&](Transaction &t) -> Result<void> {
            Visit visit{used->id, t.now, VisitKind::Person, VisitOutcome::Shown};
            if (auto done = m_f->access->recordVisit(t, visit); !done) return done;
            Activity entry;
            entry.kind = ActivityKind::LinkIssued;
            entry.customer = m_her;
            entry.link = used->id;
            return t.recordWords(entry, QStringLiteral("her sister asked, Zephyrine agreed"), QByteArray(16, 's'));
        }));
        QVERIFY_OK(m_f->ask(QStringLiteral("zq.feather@quillmail.example")));
        m_f->clock.advance(std::chrono::minutes(2));
        const auto asked = m_f->ask(QStringLiteral("+4915155667788"));
        QVERIFY_OK(asked);
        QVERIFY_FAILS(m_f->enter(asked->challenge, AccessFixture::otherThan(AccessFixture::codeOf(*asked))), ErrorCode::CodeWrong);
        QVERIFY_OK(m_f->run([&](Transaction &t) -> Result<void> {
            const auto customer = readCustomer(t.db, m_her);
            if (auto told = m_f->access->tellOfEmailChange(t, *customer, QStringLiteral("old.zephyrine@quillmail.example"), AgentId(1)); !told) return told;
            SettledAttempt settled;
            settled.message = MessageId(1);
            settled.attempt.words = QStringLiteral("550 no such user <zq.feather@quillmail.example>");
            if (auto done = settleAttempt(t.db, settled, t.now); !done) return tl::unexpected<Error>(done.error());
            return {};
        }));
    }

private slots:
    void init() {
        m_f = std::make_unique<AccessFixture>();
        m_f->postman.modesNow.mail = MailRoute::Smtp;
        m_f->postman.modesNow.sms = SmsRoute::Twilio;
        m_f->postman.modesNow.countries = QStringList{QStringLiteral("DE")};
        m_f->postman.modesNow.courier = 5;
        import(customersFile(1200));
        m_her = CustomerId(m_f->number("SELECT id FROM customers WHERE ref = '77'"));
        m_other = CustomerId(m_f->number("SELECT id FROM customers WHERE ref = 'o1'"));
        QVERIFY(m_her.isValid() && m_other.isValid());
        m_directory.forgetOrder();
    }

    void nothingOfThemIsLeftInTheFile() {
        if (testsOnPostgres()) QSKIP("This looks on by SQLite's own means");
        leaveTraces();
        const QByteArray before = bytesAtRest();
        for (const QByteArray &trace : traces) QVERIFY2(before.contains(trace), trace.constData());
        QVERIFY_OK(erase());
        const QByteArray after = bytesAtRest();
        for (const QByteArray &trace : traces) QVERIFY2(!after.contains(trace), trace.constData());
        QVERIFY(after.contains("Other7"));
    }

    void theRecordStaysWholeAndSaysWhoDidIt() {
        leaveTraces();
        const qint64 entries = m_f->number("SELECT count(*) FROM activity");
        QVERIFY_OK(erase());
        const auto report = verifyStore(m_f->path);
        QVERIFY_OK(report);
        QCOMPARE(report->brokenActivity, 0);
        QCOMPARE(report->changedWords, 0);
        QCOMPARE(report->words, 0);
        QCOMPARE(report->erasedWords, 1);
        const qint64 ended = m_f->number("SELECT count(*) FROM links WHERE ended = 2");
        QVERIFY(ended > 0);
        QCOMPARE(report->activityEntries, entries + ended + 1);  // each live link's end, and the erasing
        ActivityQuery query;
        query.customer = m_her;
        const auto page = ActivityStore(*m_f->db).page(query, 1);
        const ActivityRow newest = page->items.constFirst();
        QVERIFY(newest.entry.kind == ActivityKind::CustomerErased);
        QCOMPARE(newest.entry.agent, AgentId(1));
        QVERIFY(page->items.at(1).entry.kind == ActivityKind::LinkRevoked);
        for (const ActivityRow &row : page->items) QVERIFY(row.customerName.isEmpty() && row.entry.words.isEmpty());
        QVERIFY(page->items.size() > 5);
    }

    void everyWayInEnds() {
        const auto link = m_f->issue(m_her);
        const auto spent = m_f->issue(m_her);
        const auto session = m_f->redeem(AccessFixture::tokenOf(*spent), "browser");
        QVERIFY_OK(session);
        const auto asked = m_f->ask(QStringLiteral("zq.feather@quillmail.example"));
        QVERIFY_OK(asked);
        QVERIFY_OK(erase());
        QVERIFY_FAILS(m_f->redeem(AccessFixture::tokenOf(*link), "browser"), ErrorCode::LinkRevoked);
        QVERIFY_FAILS(m_f->redeem(AccessFixture::tokenOf(*spent), "browser"), ErrorCode::LinkUsed);
        QVERIFY_FAILS(m_f->access->session(*m_f->db, session->session, m_f->clock.now()), ErrorCode::Unauthorized);
        QVERIFY_FAILS(m_f->enter(asked->challenge, AccessFixture::codeOf(*asked)), ErrorCode::CodeExpired);
        QVERIFY_FAILS(m_f->issue(m_her), ErrorCode::MagicLinkRefused);
        m_f->clock.advance(std::chrono::hours(2));
        const auto again = m_f->ask(QStringLiteral("zq.feather@quillmail.example"));
        QVERIFY_OK(again);
        QVERIFY(!again->letter && !again->text);
        QVERIFY_FAILS(m_f->run([&](Transaction &t) -> Result<void> {
                          const auto changed = changeContact(t, m_her, {QStringLiteral("new@example.com"), {}, 2}, AgentId(1));
                          if (!changed) return tl::unexpected<Error>(changed.error());
                          return {};
                      }),
                      ErrorCode::NotFound);
    }

    void noCodeOfTheirsStaysBehindAndNoNumberIsGivenAgain() {
        leaveTraces();
        const qint64 newestCode = m_f->number("SELECT max(id) FROM codes");
        const qint64 newestSession = m_f->number("SELECT max(id) FROM sessions");
        const qint64 guesses = m_f->number("SELECT count(*) FROM code_tries");
        QVERIFY_OK(erase());
        const QByteArray typed = "SELECT count(*) FROM codes WHERE typed_hash <> x'' OR customer IS NOT NULL OR mac IS NOT NULL";
        QCOMPARE(m_f->number(typed.toStdString()), 0);
        QCOMPARE(m_f->number("SELECT count(*) FROM code_tries WHERE customer IS NOT NULL OR typed <> 0"), 0);
        QCOMPARE(m_f->number("SELECT count(*) FROM code_tries"), guesses);
        QCOMPARE(m_f->number("SELECT max(id) FROM codes"), newestCode);
        QCOMPARE(m_f->number("SELECT max(id) FROM sessions"), newestSession);
        QCOMPARE(m_f->number("SELECT count(*) FROM messages WHERE code IS NOT NULL"), 0);
    }

    void whatWaitsIsNotSentAnyMore() {
        leaveTraces();
        const qint64 waited = m_f->number("SELECT count(*) FROM messages WHERE state = 0");
        QVERIFY(waited > 1);
        const MessageId one(m_f->number("SELECT max(id) FROM messages WHERE state = 0"));
        QVERIFY_OK(erase());
        QCOMPARE(m_f->number("SELECT count(*) FROM messages WHERE state = 0"), 0);
        QCOMPARE(m_f->number("SELECT count(*) FROM messages WHERE state = 3 AND problem = 20"), waited);
        const auto taken = m_f->room->run<bool>([one](Transaction &t) { return takeMessage(t.db, one, 5, t.now); });
        QVERIFY_OK(taken);
        QVERIFY(!*taken);
        QVERIFY(m_f->postman.forgotten().contains(one));
        QCOMPARE(m_f->postman.forgotten().size(), m_f->number("SELECT count(*) FROM messages"));
        QVERIFY(!m_f->access->rebuild(*m_f->db, one));
        const auto message = messageById(*m_f->db, one);
        QVERIFY(!message->canSendAgain);
    }

    // The letter that was just leaving may arrive; what the server says of it is not kept.
    void anAttemptUnderWayLeavesNoWords() {
        QVERIFY_OK(m_f->ask(QStringLiteral("zq.feather@quillmail.example")));
        const MessageId letter(m_f->number("SELECT min(id) FROM messages"));
        QVERIFY(*m_f->room->run<bool>([letter](Transaction &t) { return takeMessage(t.db, letter, 5, t.now); }));
        QVERIFY_OK(erase());
        SettledAttempt settled;
        settled.message = letter;
        settled.courier = 5;
        settled.state = MessageState::Sent;
        settled.attempt.words = QStringLiteral("250 queued for zq.feather@quillmail.example");
        QVERIFY_OK(m_f->room->run<CustomerId>([settled](Transaction &t) { return settleAttempt(t.db, settled, t.now); }));
        const auto message = messageById(*m_f->db, letter);
        QVERIFY(message->state == MessageState::Sent);
        QVERIFY(message->attempts.constFirst().words.isEmpty());
        QVERIFY(message->to.isEmpty());
    }

    void listsSearchAndCountsAreTrue() {
        const qint64 withoutEmail = *m_directory.count(*m_f->db, QStringLiteral("customers"), QStringLiteral("no-email"));
        const qint64 all = *m_directory.count(*m_f->db, QStringLiteral("customers"), QStringLiteral("all"));
        CustomerQuery query;
        query.search = QStringLiteral("quillf");
        QCOMPARE(m_directory.customers(*m_f->db, query, m_f->clock.now())->items.size(), 1);
        QVERIFY_OK(erase());
        m_directory.forgetOrder();
        QVERIFY(m_directory.customers(*m_f->db, query, m_f->clock.now())->items.isEmpty());
        QCOMPARE(*m_directory.count(*m_f->db, QStringLiteral("customers"), QStringLiteral("no-email")), withoutEmail + 1);
        QCOMPARE(*m_directory.count(*m_f->db, QStringLiteral("customers"), QStringLiteral("all")), all);
        // Still found by the shop's own id, as somebody without a name, at the end of the list.
        const auto located = m_directory.locate(*m_f->db, QStringLiteral("77"), 5);
        QCOMPARE(located->size(), 1);
        const auto customer = m_directory.customer(*m_f->db, m_her);
        QVERIFY(customer->name().isEmpty() && customer->email.isEmpty() && customer->phone.isEmpty());
        QVERIFY(customer->emailState == EmailState::Missing);
        QCOMPARE(customer->erasedAt, m_f->clock.now());
        QCOMPARE(customer->removedAt, m_f->clock.now());
        CustomerQuery first;
        first.limit = 1;
        QVERIFY(m_directory.customers(*m_f->db, first, m_f->clock.now())->items.constFirst().id != m_her);
        first.descending = true;
        QCOMPARE(m_directory.customers(*m_f->db, first, m_f->clock.now())->items.constFirst().id, m_her);
    }

    // What scanners did at a mail domain is forgotten with the last customer who writes from there, whose name it may be.
    void aMailDomainOfTheirOwnIsForgotten() {
        QVERIFY_OK(m_f->run([](Transaction &t) {
            return t.db.execute("INSERT INTO domain_scans (domain, opened, last_at) VALUES ('quillmail.example', 3, 1), ('mail.example', 4, 1)");
        }));
        const QByteArray domains = "SELECT count(*) FROM domain_scans";
        QVERIFY_OK(m_f->run([&](Transaction &t) {
            return t.db.execute("UPDATE customers SET email = 'a@quillmail.example', email_key = 'a@quillmail.example' WHERE ref = 'o1'");
        }));
        QVERIFY_OK(erase());
        QCOMPARE(m_f->number(domains.toStdString()), 2);
        m_her = m_other;
        QVERIFY_OK(erase(QStringLiteral("Other1 Person1")));
        QCOMPARE(m_f->number(domains.toStdString()), 1);
        QCOMPARE(m_f->number("SELECT opened FROM domain_scans"), 4);
    }

    void theNameConfirmsWhoIsMeant_data() {
        QTest::addColumn<QByteArray>("row");  // first name, last name, e-mail, as SQL
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("erased");
        QTest::newRow("the name") << QByteArray("'Zephyrine', 'Quillfeather', 'zq@quillmail.example'") << QStringLiteral("Zephyrine Quillfeather") << true;
        QTest::newRow("with spaces around") << QByteArray("'Zephyrine ', ' Quillfeather', ''") << QStringLiteral("  Zephyrine   Quillfeather ") << true;
        QTest::newRow("in another case") << QByteArray("'Zephyrine', 'Quillfeather', ''") << QStringLiteral("zephyrine quillfeather") << false;
        QTest::newRow("half of it") << QByteArray("'Zephyrine', 'Quillfeather', ''") << QStringLiteral("Zephyrine") << false;
        QTest::newRow("nothing") << QByteArray("'Zephyrine', 'Quillfeather', ''") << QString() << false;
        QTest::newRow("the e-mail of one with a name") << QByteArray("'Zephyrine', '', 'zq@quillmail.example'") << QStringLiteral("zq@quillmail.example") << false;
        QTest::newRow("the e-mail of one without") << QByteArray("'', '', 'zq@quillmail.example'") << QStringLiteral("zq@quillmail.example") << true;
        QTest::newRow("the shop's id of one with an e-mail") << QByteArray("'', '', 'zq@quillmail.example'") << QStringLiteral("77") << false;
        QTest::newRow("the shop's id of one with nothing") << QByteArray("'', '', ''") << QStringLiteral("77") << true;
        QTest::newRow("nothing of one with nothing") << QByteArray("'', '', ''") << QString() << false;
    }
    void theNameConfirmsWhoIsMeant() {
        QFETCH(QByteArray, row);
        QFETCH(QString, typed);
        QFETCH(bool, erased);
        const std::string sql = "UPDATE customers SET (first_name, last_name, email) = (" + row.toStdString() + ") WHERE ref = '77'";
        QVERIFY_OK(m_f->run([&](Transaction &t) { return t.db.execute(sql); }));
        const Result<void> done = erase(typed);
        QCOMPARE(done.has_value(), erased);
        if (!erased) QVERIFY(done.error().code == ErrorCode::InvalidRequest && done.error().detail == QLatin1String("name"));
        QCOMPARE(m_f->number("SELECT count(*) FROM customers WHERE erased_at IS NOT NULL"), erased ? 1 : 0);
        QCOMPARE(m_f->number("SELECT count(*) FROM activity WHERE kind = 20"), erased ? 1 : 0);
    }

    void whoIsSecondFindsItDone() {
        QVERIFY_OK(erase());
        const qint64 entries = m_f->number("SELECT count(*) FROM activity");
        m_f->clock.advance(std::chrono::minutes(1));
        QVERIFY_OK(erase());
        QCOMPARE(m_f->number("SELECT count(*) FROM activity"), entries);
        m_her = CustomerId(99999);
        QVERIFY_FAILS(erase(), ErrorCode::NotFound);
    }

    void whoSharesTheirAddressKeepsEverything() {
        QVERIFY_OK(m_f->run([&](Transaction &t) {
            return t.db.execute("UPDATE customers SET email = 'zq.feather@quillmail.example', email_key = 'zq.feather@quillmail.example' WHERE ref = 'o1'");
        }));
        const auto link = m_f->issue(m_other);
        const auto spent = m_f->issue(m_other);
        const auto session = m_f->redeem(AccessFixture::tokenOf(*spent), "browser");
        QVERIFY_OK(session);
        QVERIFY_OK(m_f->run([&](Transaction &t) -> Result<void> {
            const auto written = m_f->access->emailLoginLink(t, {m_other, {}, AgentId(1), LinkDoor::AgentLetter, {}});
            if (!written) return tl::unexpected<Error>(written.error());
            return {};
        }));
        QVERIFY_OK(erase());
        QVERIFY_OK(m_f->access->session(*m_f->db, session->session, m_f->clock.now()));
        QVERIFY_OK(m_f->redeem(AccessFixture::tokenOf(*link), "browser"));
        QCOMPARE(m_f->number("SELECT count(*) FROM messages WHERE recipient <> '' AND state = 0"), 1);
        // The address is theirs alone now, so that a code for it finds them.
        const auto asked = m_f->ask(QStringLiteral("zq.feather@quillmail.example"));
        QVERIFY_OK(asked);
        QVERIFY(asked->letter.has_value());
        QVERIFY_OK(m_f->enter(asked->challenge, AccessFixture::codeOf(*asked)));
    }
};

QTEST_GUILESS_MAIN(TestErase)
#include "tst_erase.moc"
