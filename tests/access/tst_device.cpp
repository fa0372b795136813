// A table of browsers as they call themselves, and of what a person calls them.
#include "services/access/device.h"

#include <QTest>

using namespace latchkey;

class TestDevice : public QObject {
    Q_OBJECT

private slots:
    void browsersAreNamedAsPeopleSay_data();
    void browsersAreNamedAsPeopleSay();
    void aVeryLongOneIsReadInPart();
};

void TestDevice::browsersAreNamedAsPeopleSay_data() {
    QTest::addColumn<QByteArray>("agent");
    QTest::addColumn<QString>("name");
    const auto row = [](const char *name, const char *agent) {
        QTest::newRow(*name ? name : "nothing") << QByteArray(agent) << QString::fromLatin1(name);
    };
    row("Chrome on Windows", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36");
    row("Chrome on Mac", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36");
    row("Chrome on Linux", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36");
    row("Chrome on Chromebook", "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36");
    row("Chrome on Android", "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36");
    row("Chrome on iPhone",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/131.0.6778.73 Mobile/15E148 "
        "Safari/604.1");
    row("Safari on iPhone",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.7 Mobile/15E148 Safari/604.1");
    row("Safari on iPad",
        "Mozilla/5.0 (iPad; CPU OS 12_5_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1.2 Mobile/15E148 Safari/604.1");
    row("Safari on Mac", "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_7_1) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15");
    row("Firefox on Windows", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0");
    row("Firefox on Mac", "Mozilla/5.0 (Macintosh; Intel Mac OS X 14.7; rv:133.0) Gecko/20100101 Firefox/133.0");
    row("Firefox on Linux", "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0");
    row("Firefox on Android", "Mozilla/5.0 (Android 14; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0");
    row("Firefox on iPhone",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 14_7_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/133.0 Mobile/15E148 "
        "Safari/605.1.15");
    row("Edge on Windows",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.2903.70");
    row("Edge on Android",
        "Mozilla/5.0 (Linux; Android 10; HD1913) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.6778.81 Mobile Safari/537.36 "
        "EdgA/131.0.2903.48");
    row("Edge on iPhone",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_7_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 EdgiOS/131.2903.68 "
        "Mobile/15E148 Safari/605.1.15");
    row("Opera on Windows",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 OPR/115.0.0.0");
    row("Samsung Internet on Android",
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36");
    row("DuckDuckGo on iPhone",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.7 Mobile/15E148 "
        "DuckDuckGo/7 Safari/605.1.15");
    row("Facebook on iPhone",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/21B91 [FBAN/FBIOS;FBAV/441.0.0.0.0]");
    row("Instagram on Android",
        "Mozilla/5.0 (Linux; Android 13; SM-S911B Build/TP1A.220624.014; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/120.0.6099.43 "
        "Mobile Safari/537.36 Instagram 310.0.0.37.328 Android");
    row("iPhone", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148");
    row("Firefox", "Mozilla/5.0 Firefox/133.0");
    row("", "");
    row("", "curl/7.88.1");
    row("", "\xff\xfe\x01<script>alert(1)</script>");
}

void TestDevice::browsersAreNamedAsPeopleSay() {
    QFETCH(QByteArray, agent);
    QFETCH(QString, name);
    QCOMPARE(deviceOf({agent.constData(), static_cast<std::size_t>(agent.size())}), name);
}

void TestDevice::aVeryLongOneIsReadInPart() {
    const std::string padding(100'000, 'x');
    QCOMPARE(deviceOf("Firefox/133.0 Linux " + padding), QStringLiteral("Firefox on Linux"));
    QCOMPARE(deviceOf(padding + " Firefox/133.0 Linux"), QString());
}

QTEST_GUILESS_MAIN(TestDevice)
#include "tst_device.moc"
