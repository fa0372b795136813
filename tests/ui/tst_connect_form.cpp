// What an agent types to reach a team's service: made whole, tried, refused in one sentence, and never lost.
#include "tests/ui/panel_fixture.h"
#include "ui/dialogs/connection_choice.h"
#include "ui/service_address.h"
#include "ui/texts_connection.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace latchkey;

class ConnectFormTest : public QObject {
    Q_OBJECT

    std::unique_ptr<ScriptedService> m_service;
    std::unique_ptr<ConnectionChoice> m_choice;

    QPushButton *button(const char *name) { return m_choice->findChild<QPushButton *>(QLatin1String(name)); }
    QLineEdit *field(const char *name) { return m_choice->findChild<QLineEdit *>(QLatin1String(name)); }
    QWidget *card(const char *name) { return m_choice->findChild<QWidget *>(QLatin1String(name)); }
    QString sentence(const char *name) { return card(name)->findChild<QLabel *>(QStringLiteral("cardText"))->text(); }
    void type(const QString &service, const QString &token) {
        field("serviceUrl")->setText(service);
        field("agentToken")->setText(token);
        QTest::mouseClick(button("connectNow"), Qt::LeftButton);
    }
    void serve(int status, const std::string &body, bool marked = true) {
        m_service->on("GET /api/v1/me", [=](const http::ExchangePtr &exchange) {
            std::vector<std::pair<std::string, std::string>> headers;
            if (marked) headers.emplace_back("X-Service-Time", "1767225600000");
            exchange->answer({status, body.starts_with('{') ? "application/json" : "text/html", body, headers});
        });
    }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init() {
        m_service = std::make_unique<ScriptedService>();
        m_choice = std::make_unique<ConnectionChoice>();
        m_choice->show();
        m_choice->activateWindow();
    }
    void cleanup() {
        m_choice.reset();
        m_service.reset();
    }

    void anAddressIsMadeWhole_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("url");
        QTest::addColumn<AddressFlaw>("flaw");
        QTest::addColumn<bool>("openToAll");
        const auto row = [](const char *typed, const char *url, AddressFlaw flaw = AddressFlaw::None, bool openToAll = false) {
            QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromLatin1(url) << flaw << openToAll;
        };
        row("latchkey.example.com", "https://latchkey.example.com");
        row("  https://latchkey.example.com/ \n", "https://latchkey.example.com");
        row("latchkey.example.com:8443/desk/", "https://latchkey.example.com:8443/desk");
        row("https://latchkey.example.com/api/v1/", "https://latchkey.example.com");
        row("HTTPS://Latchkey.Example.com", "https://latchkey.example.com");
        row("http://127.0.0.1:8080", "http://127.0.0.1:8080");
        row("http://localhost:8080", "http://localhost:8080");
        row("http://[::1]:8080", "http://[::1]:8080");
        row("http://latchkey.example.com", "http://latchkey.example.com", AddressFlaw::None, true);
        row("http://127.example.com", "http://127.example.com", AddressFlaw::None, true);
        row("http://192.0.2.7:8080", "http://192.0.2.7:8080", AddressFlaw::None, true);
        row("", "", AddressFlaw::Empty);
        row(" \t", "", AddressFlaw::Empty);
        row("https://", "", AddressFlaw::NotAnAddress);
        row("no such: thing", "", AddressFlaw::NotAnAddress);
        row("ftp://latchkey.example.com", "", AddressFlaw::WrongScheme);
        row("https://ada:secret@latchkey.example.com", "", AddressFlaw::HasUser);
        row("https://latchkey.example.com/?token=x", "", AddressFlaw::HasQuery);
    }
    void anAddressIsMadeWhole() {
        QFETCH(QString, typed);
        const ServiceAddress address = readServiceAddress(typed);
        QTEST(address.flaw, "flaw");
        QTEST(address.url.toString(), "url");
        QTEST(address.openToAll, "openToAll");
        QCOMPARE(textOf(address.flaw).isEmpty(), address.flaw == AddressFlaw::None);
    }

    void aPastedTokenLosesWhatCameWithIt() {
        QVERIFY(readPastedToken(QStringLiteral("  abc def\n123\u200b\r\n")) == AgentToken("abcdef123"));
        QVERIFY(readPastedToken(QStringLiteral(" \n")).isEmpty());
        QVERIFY(readPastedToken(QStringLiteral("tøken")).isEmpty());
    }

    void theFirstPageOffersBothAndTheKeyboardReachesThem() {
        QSignalSpy local(m_choice.get(), &ConnectionChoice::localChosen);
        QTRY_VERIFY(button("workLocally")->hasFocus());
        QVERIFY(!button("workLocally")->accessibleDescription().isEmpty());
        QTest::keyClick(button("workLocally"), Qt::Key_Return);
        QCOMPARE(local.size(), 1);
        QTest::keyClick(button("workLocally"), Qt::Key_Tab);
        QVERIFY(button("connectToTeam")->hasFocus());
        QTest::keyClick(button("connectToTeam"), Qt::Key_Space);
        QVERIFY(field("serviceUrl")->isVisible() && field("serviceUrl")->hasFocus());
        QTest::keyClick(field("serviceUrl"), Qt::Key_Escape);
        QVERIFY(button("workLocally")->isVisible());
    }

    void aServiceThatAnswersIsChosen() {
        Me me;
        me.agent = {AgentId(3), QStringLiteral("Ada"), Role::Senior, {}};
        serve(200, jsonOf(me));
        QSignalSpy chosen(m_choice.get(), &ConnectionChoice::teamChosen);
        m_choice->showForm();
        field("serviceUrl")->setText(m_service->url().toString() + QStringLiteral("/"));
        field("agentToken")->setText(QStringLiteral(" token-of \n-a-test "));
        QTest::keyClick(field("agentToken"), Qt::Key_Return);
        QVERIFY(!button("connectNow")->isEnabled());
        QTRY_COMPARE(chosen.size(), 1);
        const auto choice = chosen.at(0).at(0).value<ServiceChoice>();
        QCOMPARE(choice.service, m_service->url());
        QVERIFY(choice.token == AgentToken("token-of-a-test"));
        QCOMPARE(choice.me.agent.name, QStringLiteral("Ada"));
        QVERIFY(m_service->last().header("authorization") == "Bearer token-of-a-test");
        QCOMPARE(m_service->asked().size(), size_t(1));
    }

    void whatDoesNotWorkIsSaidAndWhatWasTypedStays_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("marked");
        QTest::addColumn<QString>("said");
        QTest::newRow("a wrong token") << 401 << QByteArray(R"({"code":"unauthorized"})") << true << "does not accept this token";
        QTest::newRow("another web site") << 200 << QByteArray("<html>") << false << "no Latchkey service";
        QTest::newRow("another version") << 200 << QByteArray("{}") << true << "Ask the operator";
        QTest::newRow("a proxy alone") << 502 << QByteArray("<html>") << false << "the service behind it does not";
    }
    void whatDoesNotWorkIsSaidAndWhatWasTypedStays() {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(bool, marked);
        QFETCH(QString, said);
        serve(status, body.toStdString(), marked);
        m_choice->showForm();
        type(m_service->url().toString(), QStringLiteral("token-of-a-test"));
        QTRY_VERIFY(card("connectProblem")->isVisible());
        QVERIFY2(sentence("connectProblem").contains(said), qPrintable(sentence("connectProblem")));
        QCOMPARE(field("serviceUrl")->text(), m_service->url().toString());
        QVERIFY(field("agentToken")->text() == QStringLiteral("token-of-a-test"));
        QVERIFY(button("connectNow")->isEnabled());
        QTest::keyClicks(field("serviceUrl"), QStringLiteral("x"));
        QVERIFY(!card("connectProblem")->isVisible());
    }

    void aServiceThatIsNotThereIsSaid() {
        const QString url = m_service->url().toString();
        m_service->stop();
        m_choice->showForm();
        type(url, QStringLiteral("t"));
        QTRY_VERIFY(card("connectProblem")->isVisible());
        QVERIFY(sentence("connectProblem").contains(QStringLiteral("No service answers")));
    }

    void whatIsMissingIsMarkedAndNothingIsAsked() {
        m_choice->showForm();
        type({}, {});
        QVERIFY(field("serviceUrl")->accessibleDescription().contains(QStringLiteral("https://")));
        QVERIFY(field("agentToken")->accessibleDescription().contains(QStringLiteral("Paste your token")));
        QTRY_VERIFY(field("serviceUrl")->hasFocus());
        type(m_service->url().toString(), QStringLiteral("tøken"));
        QTRY_VERIFY(field("agentToken")->hasFocus());
        field("authorityFile")->setText(QStringLiteral("/no/such.pem"));
        type(m_service->url().toString(), QStringLiteral("t"));
        QVERIFY(field("authorityFile")->accessibleDescription().contains(QStringLiteral("no certificate")));
        QCOMPARE(m_service->asked().size(), size_t(0));
    }

    void withoutEncryptionOnlyAfterAPlainWord() {
        m_choice->form()->setTimes({std::chrono::milliseconds(300), std::chrono::milliseconds(300)});
        m_choice->showForm();
        type(QStringLiteral("http://no-such-host.invalid"), QStringLiteral("t"));
        QVERIFY(card("connectWarning")->isVisible());
        QVERIFY(sentence("connectWarning").contains(QStringLiteral("could read your token")));
        QVERIFY(button("connectNow")->isEnabled());
        QTest::mouseClick(button("connectOpenToAll"), Qt::LeftButton);
        QTRY_VERIFY(card("connectProblem")->isVisible());
    }

    void aServiceThatHangsCanBeLeft() {
        std::vector<http::ExchangePtr> held;
        m_service->on("GET /api/v1/me", [&held](const http::ExchangePtr &exchange) { held.push_back(exchange); });
        QSignalSpy chosen(m_choice.get(), &ConnectionChoice::teamChosen);
        m_choice->showForm();
        type(m_service->url().toString(), QStringLiteral("t"));
        QTRY_COMPARE(m_service->asked().size(), size_t(1));
        QCOMPARE(button("connectBack")->text(), QStringLiteral("Stop"));
        QTest::mouseClick(button("connectBack"), Qt::LeftButton);
        QVERIFY(button("connectNow")->isEnabled());
        QVERIFY(field("serviceUrl")->isVisible());
        m_service->post([&held] { held.clear(); });
        m_service->stop();
        QCOMPARE(chosen.size(), 0);
    }

    void everyTroubleHasItsOwnSentence() {
        QSet<QString> sentences;
        for (int kind = 1; kind <= static_cast<int>(TroubleKind::Unreadable); ++kind) {
            const QString sentence = textOf(Trouble{static_cast<TroubleKind>(kind), QStringLiteral("0.9")}, QUrl(QStringLiteral("https://latchkey.example.com")));
            QVERIFY2(sentence.endsWith(u'.') && !sentence.contains(u'%'), qPrintable(sentence));
            sentences.insert(sentence);
        }
        QCOMPARE(sentences.size(), static_cast<int>(TroubleKind::Unreadable));
    }

    void theTokenIsHiddenUntilAskedFor() {
        m_choice->showForm();
        QCOMPARE(field("agentToken")->echoMode(), QLineEdit::Password);
        button("showToken")->click();
        QCOMPARE(field("agentToken")->echoMode(), QLineEdit::Normal);
    }

    void onlyTheTokenIsAskedForWhereTheServiceIsGiven() {
        QSignalSpy left(m_choice.get(), &ConnectionChoice::left);
        m_choice->askForTokenOf(QStringLiteral("https://latchkey.example.com"), {});
        QVERIFY(field("serviceUrl")->isReadOnly());
        QTRY_VERIFY(field("agentToken")->hasFocus());
        QTest::keyClick(field("agentToken"), Qt::Key_Escape);
        QCOMPARE(left.size(), 1);
    }
};

QTEST_MAIN(ConnectFormTest)
#include "tst_connect_form.moc"
