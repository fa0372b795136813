// Whose word counts for a client's address: every chain, every spelling, and what clients make up.
#include "services/http/client_address.h"

#include <QTest>

using namespace latchkey::http;

class TestClientAddress : public QObject {
    Q_OBJECT
private slots:
    void networksAreReadAndMatched_data() {
        QTest::addColumn<QByteArray>("networks");
        QTest::addColumn<QByteArray>("address");
        QTest::addColumn<bool>("inside");
        const auto row = [](const char *networks, const char *address, bool inside) {
            QTest::addRow("%s has %s", networks, address) << QByteArray(networks) << QByteArray(address) << inside;
        };
        row("10.0.0.0/8", "10.255.0.1", true);
        row("10.0.0.0/8", "11.0.0.1", false);
        row("10.1.2.3/8", "10.9.9.9", true);
        row("192.0.2.128/25", "192.0.2.127", false);
        row("192.0.2.128/25", "192.0.2.200", true);
        row("192.0.2.1", "192.0.2.1", true);
        row("192.0.2.1", "192.0.2.2", false);
        row("192.0.2.1", "::ffff:192.0.2.1", true);
        row("0.0.0.0/0", "8.8.8.8", true);
        row("0.0.0.0/0", "2001:db8::1", false);
        row("2001:db8::/33", "2001:db8:7fff::1", true);
        row("2001:db8::/33", "2001:db8:8000::1", false);
        row("::/0", "2001:db8::1", true);
        row("::1, 127.0.0.0/8", "127.3.2.1", true);
        row("::1 127.0.0.0/8", "::1", true);
        row("", "127.0.0.1", false);
        row("127.0.0.1", "localhost", false);
    }
    void networksAreReadAndMatched() {
        QFETCH(QByteArray, networks);
        QFETCH(QByteArray, address);
        QFETCH(bool, inside);
        const auto read = Networks::fromText(networks.toStdString());
        QVERIFY(read.has_value());
        QCOMPARE(read->contains(address.toStdString()), inside);
    }

    void whatIsNoNetworkIsRefused_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/x", "10.0.0/8", "proxy.example.com", "10.0.0.1:80", "[::1]", "10.0.0.0/-1",
                                 "127.0.0.1, 10.0.0.300", "fe80::1%eth0"})
            QTest::addRow("%s", text) << QByteArray(text);
    }
    void whatIsNoNetworkIsRefused() {
        QFETCH(QByteArray, text);
        QVERIFY(!Networks::fromText(text.toStdString()).has_value());
    }

    void onlyTrustedProxiesAreBelieved_data() {
        QTest::addColumn<QByteArray>("peer");
        QTest::addColumn<QByteArrayList>("lines");
        QTest::addColumn<QByteArray>("client");
        const auto row = [](const char *name, const char *peer, const QByteArrayList &lines, const char *client) {
            QTest::newRow(name) << QByteArray(peer) << lines << QByteArray(client);
        };
        const char *proxy = "10.0.0.1";
        const auto x = [](const char *value) { return QByteArray("x-forwarded-for: ") + value; };
        const auto f = [](const char *value) { return QByteArray("forwarded: ") + value; };
        row("no header", proxy, {}, "");
        row("a stranger's header", "203.0.113.9", {x("192.0.2.1")}, "");
        row("a stranger's standard header", "203.0.113.9", {f("for=192.0.2.1")}, "");
        row("one proxy", proxy, {x("192.0.2.1")}, "192.0.2.1");
        row("what the client made up before it", proxy, {x("198.51.100.7, 192.0.2.1")}, "192.0.2.1");
        row("a chain of trusted proxies", proxy, {x("198.51.100.7, 192.0.2.1, 10.0.0.3, 10.0.0.2")}, "192.0.2.1");
        row("a trusted address made up before a stranger's", proxy, {x("10.0.0.9, 192.0.2.1")}, "192.0.2.1");
        row("a proxy's check of its own", proxy, {x("10.0.0.7")}, "10.0.0.7");
        row("only proxies", proxy, {x("10.0.0.7, 10.0.0.8")}, "10.0.0.7");
        row("a line for each hop", proxy, {x("198.51.100.7"), x("192.0.2.1")}, "192.0.2.1");
        row("with a port", proxy, {x("192.0.2.1:4711")}, "192.0.2.1");
        row("IPv6", proxy, {x("2001:DB8::1")}, "2001:db8::1");
        row("IPv6 in brackets", proxy, {x("[2001:db8::1]")}, "2001:db8::1");
        row("IPv6 in brackets with a port", proxy, {x("[2001:db8::1]:443")}, "2001:db8::1");
        row("IPv4 mapped into IPv6", proxy, {x("::ffff:192.0.2.1")}, "192.0.2.1");
        row("an IPv6 proxy", "fd00::1", {x("2001:db8::2")}, "2001:db8::2");
        row("garbage", proxy, {x("<script>")}, "");
        row("garbage behind the client", proxy, {x("192.0.2.1, nonsense")}, "");
        row("garbage before the client", proxy, {x("nonsense, 192.0.2.1")}, "192.0.2.1");
        row("garbage before a proxy", proxy, {x("nonsense, 10.0.0.2")}, "10.0.0.2");
        row("empty", proxy, {x("")}, "");
        row("only commas", proxy, {x(",,,")}, "");
        row("a port that is none", proxy, {x("192.0.2.1:port")}, "");
        row("an open bracket", proxy, {x("[2001:db8::1")}, "");
        row("a name in brackets", proxy, {x("[192.0.2.1]")}, "");
        row("standard", proxy, {f("for=192.0.2.60;proto=https;by=203.0.113.43")}, "192.0.2.60");
        row("standard, in any case", proxy, {f("Proto=https; For=192.0.2.60")}, "192.0.2.60");
        row("standard, IPv6 with a port", proxy, {f("for=\"[2001:db8:cafe::17]:4711\"")}, "2001:db8:cafe::17");
        row("standard, a chain", proxy, {f("for=198.51.100.7, for=192.0.2.60;by=10.0.0.2, for=10.0.0.2")}, "192.0.2.60");
        row("standard, a comma in quotation marks", proxy, {f("for=192.0.2.60;host=\"a,for=198.51.100.7\"")}, "192.0.2.60");
        row("standard, an escaped mark", proxy, {f("host=\"a\\\", for=198.51.100.7\";for=192.0.2.60")}, "192.0.2.60");
        row("standard, unknown", proxy, {f("for=unknown")}, "");
        row("standard, hidden behind a proxy", proxy, {f("for=_hidden, for=10.0.0.2")}, "10.0.0.2");
        row("standard, without for", proxy, {f("proto=https")}, "");
        row("standard, a pair that only ends like for", proxy, {f("xfor=192.0.2.60")}, "");
        row("both, of one mind", proxy, {x("192.0.2.1"), f("for=192.0.2.1")}, "192.0.2.1");
        row("both, at odds", proxy, {x("192.0.2.1"), f("for=198.51.100.7")}, "");
        row("both, one of them garbage", proxy, {x("192.0.2.1"), f("for=unknown")}, "");
    }
    void onlyTrustedProxiesAreBelieved() {
        QFETCH(QByteArray, peer);
        QFETCH(QByteArrayList, lines);
        QFETCH(QByteArray, client);
        Headers headers{{"host", "shop"}};
        for (const QByteArray &line : lines) headers.emplace_back(line.left(line.indexOf(':')).toStdString(), line.mid(line.indexOf(':') + 2).toStdString());
        const auto trusted = Networks::fromText("10.0.0.0/24, fd00::/64");
        QVERIFY(trusted.has_value());
        QCOMPARE(QByteArray::fromStdString(addressByProxy(peer.toStdString(), headers, *trusted).value_or("")), client);
        // Where nobody is trusted, nobody is believed.
        QVERIFY(!addressByProxy(peer.toStdString(), headers, {}).has_value());
    }
};

QTEST_APPLESS_MAIN(TestClientAddress)
#include "tst_client_address.moc"
