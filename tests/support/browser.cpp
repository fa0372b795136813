// Speaks WebDriver with chromedriver.
#include "tests/support/browser.h"

#include <QDeadlineTimer>
#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QRegularExpression>

namespace latchkey {

namespace {

// The key under which WebDriver hands out elements.
const QLatin1String elementKey("element-6066-11e4-a52e-4f735466cecf");

}  // namespace

Browser::Browser() = default;

Browser::~Browser() {
    if (!m_session.isEmpty()) call("DELETE", QString());
    m_driver.terminate();
    if (!m_driver.waitForFinished(5000)) m_driver.kill();
    m_driver.waitForFinished(2000);
}

bool Browser::start(int width, int height, const QString &languages) {
    m_driver.setProcessChannelMode(QProcess::MergedChannels);
    m_driver.start(QStringLiteral("chromedriver"), {QStringLiteral("--port=0")});
    QByteArray said;
    const QRegularExpression ready(QStringLiteral("started successfully on port (\\d+)"));
    while (m_base.isEmpty()) {
        if (!m_driver.waitForReadyRead(20'000)) {
            m_error = QStringLiteral("chromedriver did not start: ") + QString::fromUtf8(said);
            return false;
        }
        said += m_driver.readAll();
        const QRegularExpressionMatch match = ready.match(QString::fromUtf8(said));
        if (match.hasMatch()) m_base = QStringLiteral("http://127.0.0.1:%1").arg(match.captured(1));
    }
    QJsonArray arguments;
    for (const char *argument : {"--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
                                 "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars"})
        arguments.append(QLatin1String(argument));
    // A person's browser does not call itself headless; scanners do, and are told apart by it.
    arguments.append(
        QStringLiteral("--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"));
    if (!languages.isEmpty()) arguments.append(QStringLiteral("--accept-lang=") + languages);
    arguments.append(QStringLiteral("--user-data-dir=") + m_profile.path());
    arguments.append(QStringLiteral("--window-size=%1,%2").arg(width).arg(height));
    const QJsonObject options{{QStringLiteral("binary"), QStringLiteral("/usr/bin/chromium")}, {QStringLiteral("args"), arguments}};
    const QJsonObject match{{QStringLiteral("browserName"), QStringLiteral("chrome")}, {QStringLiteral("goog:chromeOptions"), options}};
    const QJsonObject body{{QStringLiteral("capabilities"), QJsonObject{{QStringLiteral("alwaysMatch"), match}}}};
    m_session = call("POST", QStringLiteral("/session"), body).toObject().value(QLatin1String("sessionId")).toString();
    return !m_session.isEmpty();
}

void Browser::open(const QString &url) { call("POST", QStringLiteral("/url"), {{QStringLiteral("url"), url}}); }

bool Browser::click(const QString &selector) {
    const QString element = find(selector);
    if (element.isEmpty()) return false;
    execute(QStringLiteral("window.isLeft = true"));
    call("POST", QStringLiteral("/element/%1/click").arg(element));
    return m_error.isEmpty() && waitForAnotherPage();
}

// WebDriver answers a click before the form is on its way. A mark on the old page tells that the new one stands there.
bool Browser::waitForAnotherPage() {
    const QDeadlineTimer patience(20'000);
    while (!patience.hasExpired())
        if (value(QStringLiteral("!window.isLeft && document.readyState === 'complete'")).toBool()) return true;
    m_error = QStringLiteral("the click led nowhere");
    return false;
}

bool Browser::type(const QString &selector, const QString &text) {
    const QString element = find(selector);
    if (element.isEmpty()) return false;
    call("POST", QStringLiteral("/element/%1/value").arg(element), {{QStringLiteral("text"), text}});
    return m_error.isEmpty();
}

QString Browser::text(const QString &selector) {
    const QString element = find(selector);
    return element.isEmpty() ? QString() : call("GET", QStringLiteral("/element/%1/text").arg(element)).toString();
}

QString Browser::url() { return call("GET", QStringLiteral("/url")).toString(); }

bool Browser::screenshot(const QString &file) {
    const QByteArray png = QByteArray::fromBase64(call("GET", QStringLiteral("/screenshot")).toString().toLatin1());
    QFile out(file);
    return !png.isEmpty() && out.open(QIODevice::WriteOnly) && out.write(png) == png.size();
}

QJsonValue Browser::value(const QString &expression) { return execute(QStringLiteral("return ") + expression); }

QJsonValue Browser::execute(const QString &script, const QJsonArray &arguments) {
    return call("POST", QStringLiteral("/execute/sync"), {{QStringLiteral("script"), script}, {QStringLiteral("args"), arguments}});
}

void Browser::resize(int width, int height) {
    devTools(QStringLiteral("Emulation.setDeviceMetricsOverride"), {{QStringLiteral("width"), width},
                                                                    {QStringLiteral("height"), height},
                                                                    {QStringLiteral("deviceScaleFactor"), 1},
                                                                    {QStringLiteral("mobile"), false}});
}

void Browser::emulateDark() {
    const QJsonObject dark{{QStringLiteral("name"), QStringLiteral("prefers-color-scheme")}, {QStringLiteral("value"), QStringLiteral("dark")}};
    devTools(QStringLiteral("Emulation.setEmulatedMedia"), {{QStringLiteral("features"), QJsonArray{dark}}});
}

// Chromium's own protocol, for what WebDriver has no word for.
void Browser::devTools(const QString &command, const QJsonObject &parameters) {
    call("POST", QStringLiteral("/goog/cdp/execute"), {{QStringLiteral("cmd"), command}, {QStringLiteral("params"), parameters}});
}

// Of all pages; WebDriver's own command forgets only those of the page that is open.
void Browser::forgetCookies() { devTools(QStringLiteral("Network.clearBrowserCookies"), {}); }

QString Browser::find(const QString &selector) {
    const QJsonObject query{{QStringLiteral("using"), QStringLiteral("css selector")}, {QStringLiteral("value"), selector}};
    return call("POST", QStringLiteral("/element"), query).toObject().value(elementKey).toString();
}

QJsonValue Browser::call(const QByteArray &method, const QString &path, const QJsonObject &body) {
    QNetworkAccessManager manager;
    manager.setProxy(QNetworkProxy::NoProxy);
    const QString session = m_session.isEmpty() ? QString() : QStringLiteral("/session/") + m_session;
    QNetworkRequest request{QUrl(m_base + session + path)};
    request.setTransferTimeout(60'000);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    const QByteArray bytes = method == "POST" ? QJsonDocument(body).toJson(QJsonDocument::Compact) : QByteArray();
    QNetworkReply *reply = manager.sendCustomRequest(request, method, bytes);
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    const QJsonValue value = QJsonDocument::fromJson(reply->readAll()).object().value(QLatin1String("value"));
    const QJsonValue error = value.toObject().value(QLatin1String("error"));
    m_error = error.isString()      ? error.toString() + QStringLiteral(": ") + value.toObject().value(QLatin1String("message")).toString()
              : value.isUndefined() ? reply->errorString()
                                    : QString();
    return value;
}

}  // namespace latchkey
