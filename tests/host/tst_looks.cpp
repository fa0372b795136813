// Ten thousand looks at one link: they spend nothing, and the service's memory stays as it was.
#include "tests/api/service_fixture.h"

#include <QFile>
#include <QTest>

using namespace latchkey;

namespace {

qint64 residentKiB() {
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly)) return 0;
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines)
        if (line.startsWith("VmRSS:")) return line.mid(6).trimmed().split(' ').first().toLongLong();
    return 0;
}

void look(const RawClient &client, const QByteArray &path, int times) {
    for (int i = 0; i < times; ++i) {
        const bool head = i % 2 == 0;
        QVERIFY(client.send((head ? "HEAD " : "GET ") + path +
                            " HTTP/1.1\r\nHost: x\r\nUser-Agent: Mozilla/5.0 Firefox/140.0\r\nAccept-Language: en\r\n\r\n"));
        QCOMPARE(statusOf(client.readAnswer(head)), 200);
    }
}

}  // namespace

namespace {

// AddressSanitizer keeps what was freed (256 MiB of it), so that resident memory tells nothing there.
#ifdef __SANITIZE_ADDRESS__
constexpr qint64 allowedGrowthKiB = 512 * 1024;
#else
constexpr qint64 allowedGrowthKiB = 8 * 1024;
#endif

}  // namespace

class TestLooks : public QObject {
    Q_OBJECT
private slots:
    void tenThousandLooksSpendNothingAndHoldNothing() {
        ServiceFixture fixture;
        fixture.start();
        const QByteArray url = fixture.issue();
        const QByteArray path = url.mid(url.indexOf("/l/"));
        const RawClient client(fixture.service->port());
        // Caches and the heap's arenas fill once.
        look(client, path, 1000);
        const qint64 before = residentKiB();
        QVERIFY(before > 0);
        look(client, path, 10'000);
        const qint64 grown = residentKiB() - before;
        QVERIFY2(grown < allowedGrowthKiB, qPrintable(QStringLiteral("%1 KiB").arg(grown)));
        const QJsonObject link = fixture.call("GET", "/links?customer=1").json().value(QLatin1String("items")).toArray().first().toObject();
        QCOMPARE(link.value(QLatin1String("end")).toString(), QStringLiteral("none"));
        QCOMPARE(fixture.press(url).status, 303);
    }
};

QTEST_GUILESS_MAIN(TestLooks)
#include "tst_looks.moc"
