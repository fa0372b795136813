// Every command of latchkeyd on a store, a configuration or a CSV that is not what it should be: one sentence, exit code 2, nothing changed.
#include "tests/app/served.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace latchkey;

class TestBadInput : public QObject {
    Q_OBJECT
private slots:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = path("shop.latchkey");
        write("customers.csv", "id,first_name,last_name,email,phone\nc1,Ada,Day,ada@example.com,\n");
    }

    void everyCommandRefusesAStoreThatIsNone_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QStringList>("words");
        for (const char *what : {"newer", "garbage", "directory", "cut"})
            for (const QStringList &words : commands())
                QTest::addRow("%s, %s", what, qPrintable(words.join(u' ').left(20))) << QString::fromLatin1(what) << words;
    }
    void everyCommandRefusesAStoreThatIsNone() {
        QFETCH(QString, what);
        QFETCH(QStringList, words);
        makeStore(what);
        const QByteArray before = read(m_store);
        words.replaceInStrings(QStringLiteral("STORE"), m_store);
        words.replaceInStrings(QStringLiteral("CSV"), path("customers.csv"));
        words.replaceInStrings(QStringLiteral("COPY"), path("copy.latchkey"));
        refuses(words);
        QCOMPARE(read(m_store), before);
        QVERIFY(!QFile::exists(path("copy.latchkey")));
    }

    void everyCommandRefusesAConfigurationThatIsNone_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("command");
        for (const char *command : {"serve", "link x", "check x"}) {
            QTest::addRow("bytes, %s", command) << QByteArray("\x7f\x45LF\xff\xfe\x00\x01", 8) << QString::fromLatin1(command);
            QTest::addRow("prose, %s", command) << QByteArray("please listen somewhere\n") << QString::fromLatin1(command);
            QTest::addRow("a number past all, %s", command)
                << QByteArray("link-life-minutes = 99999999999999999999\n") << QString::fromLatin1(command);
            QTest::addRow("a directory, %s", command) << QByteArray() << QString::fromLatin1(command);
        }
    }
    void everyCommandRefusesAConfigurationThatIsNone() {
        QFETCH(QByteArray, text);
        QFETCH(QString, command);
        QCOMPARE(run({QStringLiteral("import"), QStringLiteral("--store"), m_store, path("customers.csv")}).code, 0);
        write("latchkey.conf", text);
        const QString config = text.isEmpty() ? m_folder->path() : path("latchkey.conf");
        refuses(command.split(u' ') + QStringList{QStringLiteral("--store"), m_store, QStringLiteral("--config"), config});
    }

    void aTakenPortLeavesTheStoreUsable() {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        refuses({QStringLiteral("serve"), QStringLiteral("--store"), m_store, QStringLiteral("--listen"),
                 QStringLiteral("127.0.0.1:%1").arg(other.serverPort())});
        QCOMPARE(run({QStringLiteral("verify"), QStringLiteral("--store"), m_store}).code, 0);
    }

    // Lines beyond measure, unclosed quotes and noise: refused by row, or the whole file; never a crash, and the store stays sound.
    void aCsvThatIsNoneDoesNoHarm_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        QByteArray noise(200'000, Qt::Uninitialized);
        QRandomGenerator dice(1);
        for (char &c : noise) c = static_cast<char>(dice.bounded(256));
        const QByteArray header = "id,first_name,last_name,email,phone\n";
        QTest::newRow("nothing") << QByteArray() << 2;
        QTest::newRow("noise") << noise << 2;
        QTest::newRow("noise behind a header") << header + noise << 2;
        QTest::newRow("noise without a NUL behind a header") << header + QByteArray(noise).replace('\0', 'x') << 1;
        QTest::newRow("only a header") << header << 0;
        QTest::newRow("unclosed quote") << header + "c2,Bob,Low,bob@example.com,\nc3,\"Eve,Low,eve@example.com,\nc4,Mia,Low,mia@example.com,\n" << 1;
        QTest::newRow("unclosed quote in the header") << QByteArray("id,\"first_name,last_name,email,phone\nc1,Ada,Day,a@example.com,\n") << 2;
        QTest::newRow("UTF-16") << QByteArray("\xff\xfei\0d\0,\0e\0m\0a\0i\0l\0\n\0", 20) << 2;
        QTest::newRow("a line of 100 MB") << header + "c2," + QByteArray(100'000'000, 'x') + ",Low,bob@example.com,\n" << 1;
        QTest::newRow("a header of 100 MB") << QByteArray(100'000'000, 'x') << 2;
    }
    void aCsvThatIsNoneDoesNoHarm() {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        QCOMPARE(run({QStringLiteral("import"), QStringLiteral("--store"), m_store, path("customers.csv")}).code, 0);
        write("bad.csv", bytes);
        const Run done = run({QStringLiteral("import"), QStringLiteral("--store"), m_store, path("bad.csv")});
        QVERIFY2(done.code == code, (done.err.left(500) + done.out.left(500)).constData());
        if (code == 2) QCOMPARE(done.err.count('\n'), 1);
        // A refused row is named by its line, not shown: it may be anything.
        QVERIFY(done.err.size() < 200'000);
        const Run verified = run({QStringLiteral("verify"), QStringLiteral("--store"), m_store});
        QVERIFY2(verified.code == 0, verified.out.constData());
    }

    void aCsvThatCannotBeReadIsSaid() {
        refuses({QStringLiteral("import"), QStringLiteral("--store"), m_store, m_folder->path()});
        refuses({QStringLiteral("import"), QStringLiteral("--store"), m_store, path("nowhere.csv")});
    }

private:
    static QList<QStringList> commands() {
        const QString s = QStringLiteral("--store");
        const QString store = QStringLiteral("STORE");
        return {{QStringLiteral("serve"), s, store, QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")},
                {QStringLiteral("import"), s, store, QStringLiteral("CSV")},
                {QStringLiteral("link"), s, store, QStringLiteral("ada@example.com")},
                {QStringLiteral("check"), s, store, QStringLiteral("hello")},
                {QStringLiteral("backup"), s, store, QStringLiteral("COPY")},
                {QStringLiteral("verify"), s, store},
                {QStringLiteral("agent"), s, store, QStringLiteral("list")},
                {QStringLiteral("agent"), s, store, QStringLiteral("add"), QStringLiteral("Mia")}};
    }
    void makeStore(const QString &what) {
        if (what == QLatin1String("garbage")) return write("shop.latchkey", QByteArray(5000, '\x5a'));
        if (what == QLatin1String("directory")) {
            QVERIFY(QDir().mkdir(m_store));
            return;
        }
        QCOMPARE(run({QStringLiteral("import"), QStringLiteral("--store"), m_store, path("customers.csv")}).code, 0);
        if (what == QLatin1String("cut")) {
            QVERIFY(QFile::resize(m_store, 3000));
            return;
        }
        sqlite3 *db = nullptr;
        QCOMPARE(sqlite3_open(QFile::encodeName(m_store).constData(), &db), SQLITE_OK);
        QCOMPARE(sqlite3_exec(db, "PRAGMA user_version=9999;PRAGMA wal_checkpoint(TRUNCATE)", nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(db);
    }
    static void refuses(const QStringList &words) {
        const Run wrong = run(words);
        const QByteArray said = words.join(u' ').toUtf8() + "\n" + wrong.err.left(1000) + wrong.out.left(1000);
        QVERIFY2(wrong.code == 2, said.constData());
        QVERIFY2(wrong.out.isEmpty(), said.constData());
        QVERIFY2(wrong.err.startsWith("latchkeyd: ") && wrong.err.count('\n') == 1 && wrong.err.size() < 400, said.constData());
        QVERIFY2(!wrong.err.contains("terminate") && !wrong.err.contains(".cpp") && !wrong.err.contains("0x"), said.constData());
    }
    [[nodiscard]] QString path(const char *name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    void write(const char *name, const QByteArray &bytes) const {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    static QByteArray read(const QString &place) {
        QFile file(place);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_store;
};

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_bad_input.moc"
