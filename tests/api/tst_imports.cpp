// An import over the API: files in pieces, what they look like, the run beside the service, stopping, and the rows that were refused.
#include "services/directory/import_desk.h"
#include "services/runtime/digest.h"
#include "services/store/store_lock.h"
#include "tests/api/service_fixture.h"

#include <QDir>
#include <QTest>

using namespace latchkey;

class TestImports : public QObject {
    Q_OBJECT

    std::unique_ptr<ServiceFixture> m_fixture;

    Reply call(const QByteArray &method, const QByteArray &path, const QByteArray &body = {}) { return m_fixture->call(method, path, body); }
    static QByteArray offer(const char *kind, qsizetype size) {
        return QByteArray("{\"") + kind + "\":{\"name\":\"" + kind + ".csv\",\"size\":" + QByteArray::number(size) + "}}";
    }
    QByteArray opened(const QByteArray &body) {
        const Reply reply = call("POST", "/imports", body);
        return reply.status == 201 ? "/imports/" + QByteArray::number(reply.json().value(QLatin1String("id")).toInteger()) : QByteArray();
    }
    // One file, sent in one piece.
    QByteArray sent(const char *kind, const QByteArray &bytes) {
        const QByteArray import = opened(offer(kind, bytes.size()));
        const Reply reply = call("PATCH", import + '/' + kind + "?offset=0", bytes);
        return reply.status == 200 ? import : QByteArray();
    }
    QJsonObject ended(const QByteArray &import) {
        QJsonObject status;
        (void)QTest::qWaitFor([&] {
            status = call("GET", import).json();
            const QString state = status.value(QLatin1String("state")).toString();
            return state != QLatin1String("running") && state != QLatin1String("uploading");
        }, 120'000);
        if (status.value(QLatin1String("state")) == QLatin1String("failed")) qWarning("%s", QJsonDocument(status).toJson(QJsonDocument::Compact).constData());
        return status;
    }
    static std::string hexOf(const QByteArray &token) { return "x'" + sha256(token).toHex().toStdString() + '\''; }
    static QByteArray manyCustomers(int count) {
        QByteArray bytes = "id,email,first_name,last_name\n";
        for (int i = 1; i <= count; ++i) bytes += "n" + QByteArray::number(i) + ",n" + QByteArray::number(i) + "@example.com,Ann,Number" + QByteArray::number(i) + '\n';
        return bytes;
    }

private slots:
    void init() {
        m_fixture = std::make_unique<ServiceFixture>();
        m_fixture->start();
    }
    void cleanup() { m_fixture.reset(); }

    void filesComeInPiecesAreSeenAndBecomeCustomers() {
        const QByteArray bytes = "Kundennummer;email;Vorname\r\nk1;zoe@example.com;\"Zo\xC3\xAB; B\"\r\nk2;;Bob\r\n;;Nobody\r\n";
        const QByteArray import = opened(offer("customers", bytes.size()));
        QVERIFY(!import.isEmpty());
        QCOMPARE(call("PATCH", import + "/customers?offset=0", bytes.left(30)).status, 200);
        const Reply rest = call("PATCH", import + "/customers?offset=30", bytes.mid(30));
        QCOMPARE(rest.json().value(QLatin1String("customers_received")).toInteger(), qint64(bytes.size()));

        const Reply preview = call("GET", import + "/preview");
        QCOMPARE(preview.status, 200);
        const QJsonObject file = preview.json().value(QLatin1String("items")).toArray().first().toObject();
        QCOMPARE(file.value(QLatin1String("separator")).toString(), QStringLiteral(";"));
        QVERIFY(file.value(QLatin1String("fault")).isNull());
        QCOMPARE(file.value(QLatin1String("columns")).toArray().at(1).toObject().value(QLatin1String("guess")).toString(), QStringLiteral("email"));
        QCOMPARE(file.value(QLatin1String("columns")).toArray().at(0).toObject().value(QLatin1String("guess")).toString(), QString());
        QCOMPARE(file.value(QLatin1String("rows")).toArray().at(0).toArray().at(2).toString(), QStringLiteral("Zoë; B"));

        const Reply started = call("POST", import + "/start", R"({"columns":{"customers":["id","email","first_name"]}})");
        QCOMPARE(started.status, 202);
        const QJsonObject status = ended(import);
        QCOMPARE(status.value(QLatin1String("state")).toString(), QStringLiteral("done"));
        QCOMPARE(status.value(QLatin1String("customers_added")).toInteger(), 2);
        QCOMPARE(status.value(QLatin1String("refused")).toInteger(), 1);
        QVERIFY(call("GET", "/customers?search=zoe").body().contains("Zo\xC3\xAB; B"));

        const QJsonObject refused = call("GET", import + "/refused?file=customers").json();
        QCOMPARE(refused.value(QLatin1String("columns")).toArray().at(0).toString(), QStringLiteral("Kundennummer"));
        const QJsonObject row = refused.value(QLatin1String("items")).toArray().first().toObject();
        QCOMPARE(row.value(QLatin1String("line")).toInteger(), 4);
        QCOMPARE(row.value(QLatin1String("why")).toString(), QStringLiteral("no_identity"));
        QCOMPARE(row.value(QLatin1String("cells")).toArray().at(2).toString(), QStringLiteral("Nobody"));

        const QByteArray activity = call("GET", "/activity?kind=imported").body();
        QVERIFY(activity.contains("customers=2 subscriptions=0 refused=1"));
        QVERIFY(activity.contains("\"agent_name\":\"Desk\""));
    }

    void theRecordNamesTheDesk() {
        const QByteArray import = sent("customers", "id,email\nk1,a@example.com\n");
        const Reply opened = m_fixture->send("POST", "/api/v1/imports",
                                             "Authorization: Bearer embedded-token-of-this-test\r\nLatchkey-Desk: till-7\r\n", offer("customers", 26));
        const QByteArray other = "/imports/" + QByteArray::number(opened.json().value(QLatin1String("id")).toInteger());
        QCOMPARE(call("PATCH", other + "/customers", "id,email\nk1,a@example.com\n").status, 200);
        QCOMPARE(call("POST", other + "/start", R"({"columns":{}})").status, 202);
        QCOMPARE(ended(other).value(QLatin1String("state")).toString(), QStringLiteral("done"));
        QVERIFY(call("GET", "/activity?kind=imported").body().contains("\"desk\":\"till-7\""));
        QVERIFY(import != other);
    }

    void piecesFollowOnEachOtherAndStayWithinWhatWasOffered_data() {
        QTest::addColumn<QByteArray>("offset");
        QTest::addColumn<QByteArray>("piece");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::newRow("a gap") << QByteArray("11") << QByteArray("x") << 409 << QStringLiteral("upload_out_of_step");
        QTest::newRow("again") << QByteArray("0") << QByteArray("x") << 409 << QStringLiteral("upload_out_of_step");
        QTest::newRow("more than was offered") << QByteArray("10") << QByteArray(91, 'x') << 409 << QStringLiteral("upload_out_of_step");
        QTest::newRow("no number") << QByteArray("ten") << QByteArray("x") << 400 << QStringLiteral("invalid_request");
        QTest::newRow("the largest piece and a byte") << QByteArray("10") << QByteArray(ImportDesk::pieceBytes + 1, 'x') << 413 << QString();
        QTest::newRow("what follows") << QByteArray("10") << QByteArray(90, 'x') << 200 << QString();
    }
    void piecesFollowOnEachOtherAndStayWithinWhatWasOffered() {
        QFETCH(QByteArray, offset);
        QFETCH(QByteArray, piece);
        QFETCH(int, status);
        QFETCH(QString, code);
        const QByteArray import = opened(offer("customers", 100));
        QCOMPARE(call("PATCH", import + "/customers?offset=0", QByteArray(10, 'x')).status, 200);
        const Reply reply = call("PATCH", import + "/customers?offset=" + offset, piece);
        QCOMPARE(reply.status, status);
        if (!code.isEmpty()) QCOMPARE(reply.text("code"), code);
        QCOMPARE(call("PATCH", import + "/subscriptions?offset=0", "x").status, 409);
        QCOMPARE(call("POST", import + "/start", R"({"columns":{}})").status, status == 200 ? 500 : 409);
    }

    void onlyWhoMayImportSendsLargeBodies() {
        const QByteArray import = opened(offer("customers", 500'000));
        const QByteArray path = "/api/v1" + import + "/customers?offset=0";
        QCOMPARE(m_fixture->send("PATCH", path, {}, QByteArray(200'000, 'x')).status, 413);
        QCOMPARE(m_fixture->send("PATCH", path, "Authorization: Bearer " + m_fixture->tokenOf(Role::Agent) + "\r\n", QByteArray(200'000, 'x')).status, 413);
        QCOMPARE(call("PATCH", import + "/customers?offset=0", QByteArray(200'000, 'x')).status, 200);
        QCOMPARE(call("POST", "/locate", "{\"text\":\"" + QByteArray(200'000, 'x') + "\"}").status, 413);
    }

    void anImportIsItsAgentsOwn() {
        const QByteArray import = sent("customers", "id,email\n1,a@example.com\n");
        for (const QByteArray &path : {import, QByteArray(import + "/preview"), QByteArray(import + "/refused")})
            QCOMPARE(m_fixture->call("GET", path, {}, m_fixture->tokenOf(Role::Admin)).status, 404);
        QCOMPARE(m_fixture->call("DELETE", import, {}, m_fixture->tokenOf(Role::Lead)).status, 404);
        QCOMPARE(call("GET", import).status, 200);
        // But an administrator may have it stopped.
        QCOMPARE(m_fixture->call("DELETE", import, {}, m_fixture->tokenOf(Role::Admin)).status, 200);
        QCOMPARE(call("GET", import).status, 404);
    }

    // What stands in the store by then stays, and is recorded.
    void anImportEndsWithItsAgentsRight_data() {
        QTest::addColumn<QByteArray>("change");
        QTest::addColumn<QString>("code");
        QTest::newRow("disabled") << QByteArray(R"({"disabled":true})") << QStringLiteral("unauthorized");
        QTest::newRow("demoted") << QByteArray(R"({"role":"senior"})") << QStringLiteral("not_allowed");
    }
    void anImportEndsWithItsAgentsRight() {
        QFETCH(QByteArray, change);
        QFETCH(QString, code);
        const auto write = [&](const std::string &sql) { return m_fixture->write([&](Transaction &t) { return t.db.execute(sql); }).has_value(); };
        const QByteArray bytes = manyCustomers(200'000);
        const QByteArray token = m_fixture->tokenOf(Role::Lead);
        const auto asLead = [&](const QByteArray &method, const QByteArray &path, const QByteArray &body = {}) { return m_fixture->call(method, path, body, token); };
        const QByteArray import = "/imports/" + QByteArray::number(asLead("POST", "/imports", offer("customers", bytes.size())).json().value(QLatin1String("id")).toInteger());
        const auto piece = static_cast<qsizetype>(ImportDesk::pieceBytes);
        for (qsizetype at = 0; at < bytes.size(); at += piece)
            QCOMPARE(asLead("PATCH", import + "/customers?offset=" + QByteArray::number(at), bytes.mid(at, piece)).status, 200);
        QCOMPARE(asLead("POST", import + "/start", R"({"columns":{}})").status, 202);
        QVERIFY(QTest::qWaitFor([&] { return asLead("GET", import).json().value(QLatin1String("customers_added")).toInteger() > 0; }, 60'000));
        // Whoever waits for it hears which one it is.
        const QByteArray other = sent("customers", "id,email\n1,a@example.com\n");
        QCOMPARE("/imports/" + call("POST", other + "/start", R"({"columns":{}})").text("detail").toLatin1(), import);
        QByteArray lead;
        const QJsonArray agents = call("GET", "/agents").json().value(QLatin1String("items")).toArray();
        for (const QJsonValue &agent : agents)
            if (agent[QLatin1String("name")].toString() == QLatin1String("lead")) lead = QByteArray::number(agent[QLatin1String("id")].toInteger());
        QCOMPARE(call("PATCH", "/agents/" + lead, change).status, 204);
        QVERIFY(QTest::qWaitFor([&] { return call("GET", "/activity?kind=imported").body().contains("customers="); }, 60'000));
        QVERIFY(write("UPDATE agents SET role = 3, disabled_at = NULL, token_hash = " + hexOf(token) + " WHERE name = 'lead'"));
        const auto status = [&] { return asLead("GET", import).json(); };
        QTRY_COMPARE(status().value(QLatin1String("state")).toString(), QStringLiteral("failed"));
        QCOMPARE(status().value(QLatin1String("error"))[QLatin1String("code")].toString(), code);
        const qint64 stayed = status().value(QLatin1String("customers_added")).toInteger();
        QVERIFY(stayed > 0 && stayed < 200'000);
        QVERIFY(call("GET", "/activity?kind=imported").body().contains("customers=" + QByteArray::number(stayed) + ' '));
    }

    void whatStandsInTheWayIsNamed_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("fault");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        const auto unreadable = QStringLiteral("file_unreadable");
        QTest::newRow("nothing") << QByteArray() << "empty" << 500 << unreadable;
        QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) << "not_text" << 500 << unreadable;
        QTest::newRow("a workbook") << QByteArray("PK\x03\x04\x14\0\x06\0", 8) << "workbook" << 500 << unreadable;
        QTest::newRow("UTF-16") << QByteArray("\xFF\xFEi\0d\0", 6) << "utf16" << 500 << unreadable;
        QTest::newRow("a header in Latin-1") << QByteArray("id,email,Stra\xDF" "e\n1,a@example.com,x\n") << "not_utf8" << 500 << unreadable;
        QTest::newRow("no header") << QByteArray("1,a@example.com\n2,b@example.com\n") << "no_header" << 500 << unreadable;
        QTest::newRow("a header alone") << QByteArray("id,email\r\n") << "no_rows" << 500 << unreadable;
        QTest::newRow("too many columns") << QByteArray("id,email" + QByteArray(300, ',') + "\n1,2\n") << "too_many_columns" << 500 << unreadable;
        QTest::newRow("no column of e-mails") << QByteArray("id,mail\n1,a@example.com\n") << QString() << 400 << QStringLiteral("column_missing");
    }
    void whatStandsInTheWayIsNamed() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, fault);
        QFETCH(int, status);
        QFETCH(QString, code);
        const QByteArray import = bytes.isEmpty() ? opened(offer("customers", 0)) : sent("customers", bytes);
        const QJsonObject file = call("GET", import + "/preview").json().value(QLatin1String("items")).toArray().first().toObject();
        QCOMPARE(file.value(QLatin1String("fault")).toString(), fault);
        const Reply started = call("POST", import + "/start", R"({"columns":{}})");
        QCOMPARE(started.status, status);
        QCOMPARE(started.text("code"), code);
        QCOMPARE(call("GET", import).text("state"), QStringLiteral("uploading"));
    }

    void oneImportRunsAtATime() {
        const auto elsewhere = StoreLock::take(m_fixture->options.storePath, StoreUse::Import);
        QVERIFY(elsewhere.has_value());
        const QByteArray import = sent("customers", "id,email\n1,a@example.com\n");
        const Reply refused = call("POST", import + "/start", R"({"columns":{}})");
        QCOMPARE(refused.status, 409);
        QCOMPARE(refused.text("code"), QStringLiteral("import_running"));
    }

    void aStoppedImportKeepsWhatItCommittedAndSaysSo() {
        const QByteArray bytes = manyCustomers(60'000);
        const QByteArray import = opened(offer("customers", bytes.size()));
        const auto piece = static_cast<qsizetype>(ImportDesk::pieceBytes);
        for (qsizetype at = 0; at < bytes.size(); at += piece)
            QCOMPARE(call("PATCH", import + "/customers?offset=" + QByteArray::number(at), bytes.mid(at, piece)).status, 200);
        QCOMPARE(call("POST", import + "/start", R"({"columns":{}})").status, 202);
        // Beside it, the service does its work.
        QVERIFY(QTest::qWaitFor([&] { return call("GET", import).json().value(QLatin1String("customers_added")).toInteger() > 0; }, 60'000));
        QCOMPARE(call("GET", "/customers?search=ada").status, 200);
        const Reply issued = call("POST", "/customers/1/magic-links", "{}");
        QVERIFY2(issued.status == 201, qPrintable(issued.text("code")));
        const Reply stopping = call("DELETE", import);
        QCOMPARE(stopping.status, 200);
        QCOMPARE(stopping.text("state"), QStringLiteral("running"));
        const QJsonObject status = ended(import);
        QCOMPARE(status.value(QLatin1String("state")).toString(), QStringLiteral("cancelled"));
        const qint64 stayed = status.value(QLatin1String("customers_added")).toInteger();
        QVERIFY(stayed > 0 && stayed < 60'000);
        QVERIFY(call("GET", "/activity?kind=imported").body().contains("customers=" + QByteArray::number(stayed) + ' '));
        QCOMPARE(call("DELETE", import).status, 200);
        QCOMPARE(call("GET", import).status, 404);

        const QByteArray again = opened(offer("customers", bytes.size()));
        for (qsizetype at = 0; at < bytes.size(); at += piece)
            QCOMPARE(call("PATCH", again + "/customers?offset=" + QByteArray::number(at), bytes.mid(at, piece)).status, 200);
        QCOMPARE(call("POST", again + "/start", R"({"columns":{}})").status, 202);
        const QJsonObject rest = ended(again);
        QCOMPARE(rest.value(QLatin1String("customers_unchanged")).toInteger(), stayed);
        QCOMPARE(rest.value(QLatin1String("customers_added")).toInteger(), 60'000 - stayed);
    }

    void refusedRowsComeInPagesOfOneFile() {
        QByteArray bytes = "id,email\n";
        for (int i = 0; i < 25; ++i) bytes += ",\n\"x" + QByteArray::number(i) + "\",a\xE9@example.com\n";
        const QByteArray import = sent("customers", bytes);
        QCOMPARE(call("POST", import + "/start", R"({"columns":{}})").status, 202);
        QCOMPARE(ended(import).value(QLatin1String("refused_listed")).toInteger(), 50);
        QList<qint64> lines;
        QStringList mails;
        qint64 after = 0;
        do {
            const QJsonObject page = call("GET", import + "/refused?limit=7&after=" + QByteArray::number(after)).json();
            for (const QJsonValue &item : page.value(QLatin1String("items")).toArray()) {
                lines.append(item[QLatin1String("line")].toInteger());
                mails.append(item[QLatin1String("cells")][1].toString());
            }
            after = page.value(QLatin1String("next")).toInteger();
        } while (after != 0 && lines.size() < 100);
        QCOMPARE(lines.size(), 50);
        for (int i = 0; i < 50; ++i) QCOMPARE(lines.at(i), i + 2);
        QCOMPARE(mails.at(1), QStringLiteral("aé@example.com"));
        QVERIFY(call("GET", import + "/refused?file=subscriptions").json().value(QLatin1String("items")).toArray().isEmpty());
    }

    void openImportsAreBoundedAndForgotten() {
        const QByteArray first = sent("customers", "id,email\n1,a@example.com\n");
        for (int i = 0; i < 3; ++i) QVERIFY(!opened(offer("customers", 10)).isEmpty());
        const Reply refused = call("POST", "/imports", offer("customers", 10));
        QCOMPARE(refused.status, 429);
        QCOMPARE(refused.text("code"), QStringLiteral("too_many_imports"));
        QVERIFY(!refused.header("Retry-After").isEmpty());
        m_fixture->clock.advance(std::chrono::minutes(1));
        QVERIFY(!opened(offer("customers", 10)).isEmpty());
        QCOMPARE(call("GET", first).status, 404);
        m_fixture->clock.advance(std::chrono::hours(1));
        QVERIFY(!opened(offer("customers", 10)).isEmpty());
        QVERIFY(!opened(offer("customers", 10)).isEmpty());
        const Reply large = call("POST", "/imports", offer("customers", 5LL * 1024 * 1024 * 1024));
        QCOMPARE(large.status, 413);
        QCOMPARE(large.text("code"), QStringLiteral("import_too_large"));
    }

    void whatIsSentLiesNowhereByAName() {
        const auto names = [this] { return QDir(m_fixture->folder.path()).entryList(QDir::Files | QDir::Hidden | QDir::System); };
        const QByteArray import = sent("customers", "id,email\n1,secret@example.com\n");
        for (const QString &name : names()) {
            QFile file(m_fixture->folder.filePath(name));
            if (!name.contains(QLatin1String("latchkey-import"))) continue;
            QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther), QFile::Permissions());
        }
        QCOMPARE(call("DELETE", import).status, 200);
        QVERIFY(names().filter(QStringLiteral("latchkey-import")).isEmpty());
        const QByteArray other = sent("customers", "id,email\n1,secret@example.com\n");
        QVERIFY(!other.isEmpty());
        m_fixture->stop();
        QVERIFY(names().filter(QStringLiteral("import")).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestImports)
#include "tst_imports.moc"
