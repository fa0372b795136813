// A real Chromium, driven over WebDriver (https://www.w3.org/TR/webdriver2/) by chromedriver; for tests of the portal.
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace latchkey {

// One browser with a profile of its own. Every call blocks until the browser answered; failures are in error().
class Browser {
public:
    Browser();
    ~Browser();

    // `languages` as its owner prefers them: "fr-FR,fr"; empty: as the machine says.
    bool start(int width = 390, int height = 844, const QString &languages = {});
    void open(const QString &url);
    // Clicks the first element that the CSS selector finds, and waits for the page that it leads to, as every button and link of the
    // portal does; false when there is none.
    bool click(const QString &selector);
    bool type(const QString &selector, const QString &text);
    [[nodiscard]] QString text(const QString &selector);  // as rendered; empty when there is none
    [[nodiscard]] QString url();
    bool screenshot(const QString &file);
    // The value of a JavaScript expression on the page.
    [[nodiscard]] QJsonValue value(const QString &expression);
    // Runs a script's body on the page, whose own policy does not bind it, with `arguments` as its arguments;
    // what it returns, or what the promise that it returns comes to.
    QJsonValue execute(const QString &script, const QJsonArray &arguments = {});
    // As a phone or a window of that size shows the page, from the next page on.
    void resize(int width, int height);
    void emulateDark();
    void forgetCookies();
    [[nodiscard]] const QString &error() const { return m_error; }

private:
    QJsonValue call(const QByteArray &method, const QString &path, const QJsonObject &body = {});
    QString find(const QString &selector);
    bool waitForAnotherPage();
    void devTools(const QString &command, const QJsonObject &parameters);

    QProcess m_driver;
    QTemporaryDir m_profile;
    QString m_base;
    QString m_session;
    QString m_error;
};

}  // namespace latchkey
