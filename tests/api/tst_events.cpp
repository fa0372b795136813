// The event stream: what a desk hears, and when it is told that nobody is there any more.
#include "tests/api/service_fixture.h"

#include <QTest>

using namespace latchkey;

namespace {

const QByteArray ask = "GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer embedded-token-of-this-test\r\n\r\n";

// Follows the events, and keeps all it has heard.
class Desk {
public:
    explicit Desk(std::uint16_t port) : client(port) {
        client.send(ask);
        hears(": hello\n\n");
    }
    bool hears(const QByteArray &words) {
        if (!heard.contains(words)) heard += client.readUntil(words);
        return heard.contains(words);
    }
    RawClient client;
    QByteArray heard;
};

}  // namespace

class TestEvents : public QObject {
    Q_OBJECT
private slots:
    void aDeskHearsOfALinksLife() {
        ServiceFixture fixture;
        fixture.start();
        Desk desk(fixture.service->port());
        QCOMPARE(statusOf(desk.heard), 200);
        QVERIFY(headerOf(desk.heard, "Content-Type").startsWith("text/event-stream"));

        const QByteArray url = fixture.issue();
        QVERIFY(desk.hears("event: link-issued\ndata: {"));
        const QByteArray firefox = "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n";
        QCOMPARE(fixture.send("GET", url.mid(url.indexOf("/l/")), firefox, {}).status, 200);
        QVERIFY(desk.hears("event: link-opened\n"));
        QCOMPARE(fixture.press(url).status, 303);
        QVERIFY2(desk.hears("event: link-used\ndata: {"), desk.heard.constData());
        QVERIFY(!desk.heard.contains(tokenIn(url)));
    }

    void anEmailChangeIsToldWithTheLinksItEnds() {
        ServiceFixture fixture;
        fixture.start();
        QVERIFY(!fixture.issue().isEmpty());
        Desk desk(fixture.service->port());
        const Reply changed = fixture.call("PATCH", "/customers/1/contact", R"({"email":"ada@example.org","phone":"","version":1})");
        QVERIFY2(changed.status == 200, changed.raw.constData());
        QVERIFY(desk.hears("event: link-ended\n"));
        QVERIFY(desk.hears("event: customer-changed\n"));
    }

    void theServiceStopsAlthoughDesksListen() {
        ServiceFixture fixture;
        fixture.start();
        const Desk desk(fixture.service->port());
        fixture.stop();
        QVERIFY(desk.client.isClosedWithin(1000));
    }
};

QTEST_GUILESS_MAIN(TestEvents)
#include "tst_events.moc"
