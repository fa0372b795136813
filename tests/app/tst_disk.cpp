// The real latchkeyd on a disk that is full or may not be written to: a clear sentence or a problem, and a store that is sound afterwards.
#include "tests/app/served.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sched.h>
#include <sys/mount.h>

using namespace latchkey;

namespace {

// For this process and its children alone; false where mounting is not allowed.
bool mountSmallDisk(const QString &place) {
    return ::unshare(CLONE_NEWNS) == 0 && ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
           ::mount("small", QFile::encodeName(place).constData(), "tmpfs", 0, "size=24m") == 0;
}

}  // namespace

class TestDisk : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        if (!mountSmallDisk(m_place.path())) QSKIP("this test mounts a file system, which is not allowed here");
    }
    void init() {
        m_store = m_place.filePath(QStringLiteral("shop.latchkey"));
        writeCsv(m_outside.filePath(QStringLiteral("customers.csv")), 50);
        QCOMPARE(import("customers.csv").code, 0);
        m_bearer = run({QStringLiteral("agent"), QStringLiteral("--store"), m_store, QStringLiteral("add"), QStringLiteral("Mia")}).out.trimmed();
        noteMinted(m_bearer);
    }
    void cleanup() {
        (void)::mount(nullptr, QFile::encodeName(m_place.path()).constData(), nullptr, MS_REMOUNT, nullptr);
        const QStringList names = QDir(m_place.path()).entryList(QDir::Files);
        for (const QString &name : names) QFile::remove(m_place.filePath(name));
    }
    void cleanupTestCase() { ::umount2(QFile::encodeName(m_place.path()).constData(), MNT_DETACH); }

    void aServiceOnAFullDiskSaysSoAndKeepsWhatItAnswered() {
        QFile config(m_outside.filePath(QStringLiteral("latchkey.conf")));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("links-per-customer-per-hour = 1000000\nlinks-per-agent-per-hour = 1000000\n");
        config.close();
        Served service({QStringLiteral("--store"), m_store, QStringLiteral("--config"), config.fileName()});
        QVERIFY(service.port != 0);
        const QByteArray live = tokenIn(issue(service.port));
        QCOMPARE(live.size(), 28);
        fill();
        QList<QByteArray> answered;
        QByteArray refusal;
        while (refusal.isEmpty() && answered.size() < 9000) {
            const QByteArray answer = issue(service.port);
            if (statusOf(answer) == 201)
                answered.append(tokenIn(answer));
            else
                refusal = answer;
        }
        QVERIFY2(statusOf(refusal) == 503, refusal.constData());
        QVERIFY2(headerOf(refusal, "Content-Type").startsWith("application/problem+json") && refusal.contains("\"code\":\"store_full\""),
                 refusal.constData());
        // Reading goes on; a press says that it is not possible now, and spends nothing.
        QCOMPARE(statusOf(ask(service.port, "GET", "/l/" + live, {}, {})), 200);
        QCOMPARE(press(service.port, live), 503);
        QVERIFY(QFile::remove(m_place.filePath(QStringLiteral("ballast"))));
        QTRY_COMPARE(press(service.port, live), 303);
        for (const QByteArray &token : std::as_const(answered)) QCOMPARE(press(service.port, token), 303);
        QCOMPARE(service.stop(), 0);
        verified();
    }

    void aNewServiceOnAFullDiskSaysSo() {
        fill();
        const QString fresh = m_place.filePath(QStringLiteral("fresh.latchkey"));
        const Run wrong = run({QStringLiteral("serve"), QStringLiteral("--store"), fresh, QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")});
        QCOMPARE(wrong.code, 2);
        QVERIFY2(wrong.err.contains("no room left on the disk") && wrong.err.count('\n') == 1, wrong.err.constData());
        QVERIFY(QFile::remove(m_place.filePath(QStringLiteral("ballast"))));
        Served service({QStringLiteral("--store"), fresh});
        QVERIFY(service.port != 0);
        QCOMPARE(service.stop(), 0);
    }

    void anImportThatDoesNotFitSaysSoAndGoesOnLater() {
        writeCsv(m_outside.filePath(QStringLiteral("many.csv")), 4000);
        fill(1'500'000);
        const Run full = import("many.csv");
        QCOMPARE(full.code, 2);
        QVERIFY2(full.err.contains("no room left on the disk of " + m_store.toUtf8()) && full.err.count('\n') == 1, full.err.constData());
        QVERIFY(QFile::remove(m_place.filePath(QStringLiteral("ballast"))));
        verified();
        const Run again = import("many.csv");
        QVERIFY2(again.code == 0, again.err.constData());
        verified();
        Served service({QStringLiteral("--store"), m_store});
        QVERIFY(service.port != 0);
        const QByteArray me = ask(service.port, "GET", "/api/v1/me", "Authorization: Bearer " + m_bearer + "\r\n", {});
        QVERIFY2(me.contains("\"customers\":4000"), me.constData());
    }

    void aDiskThatMayNotBeWrittenToIsSaid() {
        QCOMPARE(::mount(nullptr, QFile::encodeName(m_place.path()).constData(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr), 0);
        for (const QStringList &words : {QStringList{QStringLiteral("serve"), QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")},
                                         QStringList{QStringLiteral("import"), m_outside.filePath(QStringLiteral("customers.csv"))},
                                         QStringList{QStringLiteral("link"), QStringLiteral("customer1@example.com")},
                                         QStringList{QStringLiteral("agent"), QStringLiteral("add"), QStringLiteral("Bob")}}) {
            const Run wrong = run(words + QStringList{QStringLiteral("--store"), m_store});
            QVERIFY2(wrong.code == 2, qPrintable(words.join(u' ')));
            QVERIFY2((wrong.err.contains("may not be written to") || wrong.err.contains("cannot be written")) && wrong.err.count('\n') == 1,
                     wrong.err.constData());
        }
    }

private:
    [[nodiscard]] Run import(const char *name) const {
        return run({QStringLiteral("import"), QStringLiteral("--store"), m_store, m_outside.filePath(QString::fromLatin1(name))});
    }
    [[nodiscard]] QByteArray issue(std::uint16_t port) const {
        const QByteArray answer = ask(port, "POST", "/api/v1/customers/1/magic-links", "Authorization: Bearer " + m_bearer + "\r\n", "{}");
        if (statusOf(answer) == 201) noteMinted(tokenIn(answer));
        return answer;
    }
    static void writeCsv(const QString &path, int customers) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write("id,first_name,last_name,email,phone\n");
        for (int i = 1; i <= customers; ++i) {
            const QByteArray n = QByteArray::number(i);
            file.write("c" + n + ",Ada" + n + ",Day" + QByteArray(200, static_cast<char>('a' + i % 26)) + ",customer" + n + "@example.com,\n");
        }
    }
    // Takes the disk's room but for `left` bytes.
    void fill(qint64 left = 0) const {
        QFile ballast(m_place.filePath(QStringLiteral("ballast")));
        QVERIFY(ballast.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        while (ballast.write(QByteArray(4096, 'x')) > 0) {
        }
        if (left > 0) QVERIFY(ballast.resize(ballast.size() - left));
    }
    void verified() const {
        const Run report = run({QStringLiteral("verify"), QStringLiteral("--store"), m_store});
        QVERIFY2(report.code == 0 && report.out.contains("store: ok"), (report.out + report.err).constData());
    }

    QTemporaryDir m_place;
    QTemporaryDir m_outside;
    QString m_store;
    QByteArray m_bearer;
};

QTEST_GUILESS_MAIN(TestDisk)
#include "tst_disk.moc"
