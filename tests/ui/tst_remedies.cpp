// Every remedy there is does what its button promises: one row each, and one for each button of a finding's card.
#include "tests/ui/panel_fixture.h"
#include "ui/actions/apply_remedy.h"
#include "ui/panels/findings_list.h"
#include "ui/snippets.h"
#include "ui/texts.h"
#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace latchkey;

class RemediesTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PanelFixture> m_f;
    std::unique_ptr<QWidget> m_window;
    QStringList m_did;

    // Everything that a remedy can do, written down as it happens.
    void apply(Remedy remedy, const FindingFacts &facts) {
        const auto did = [this](const char *what) { return [this, what] { m_did.append(QLatin1String(what)); }; };
        const RemedyPlace place{m_window.get(), amelie(), did("issue"), did("email"), did("refresh"),
                                [this](const FindingFacts &of) { m_did.append(QStringLiteral("override ") + of.replyTo); }};
        applyRemedy(m_f->desk, remedy, facts, place);
    }
    static FindingFacts facts() {
        FindingFacts facts;
        facts.email = QStringLiteral("amelie.durand@example.com");
        facts.suggestion = QStringLiteral("amelie@example.fr");
        facts.link = LinkId(42);
        facts.message = MessageId(5);
        facts.other = CustomerId(9);
        return facts;
    }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init() {
        QApplication::clipboard()->clear();
        m_f = std::make_unique<PanelFixture>();
        m_window = std::make_unique<QWidget>();
        m_window->show();
        m_did.clear();
        const auto note = [this](const QString &what) { m_did.append(what); };
        connect(&m_f->desk, &Desk::customerRequested, this, [note](CustomerId id) { note(QStringLiteral("customer %1").arg(id.value())); });
        connect(&m_f->desk, &Desk::messageRequested, this, [note](MessageId id) { note(QStringLiteral("message %1").arg(id.value())); });
        connect(&m_f->desk, &Desk::linkRequested, this, [note](LinkId id) { note(QStringLiteral("link %1").arg(id.value())); });
        connect(&m_f->desk, &Desk::pageRequested, this, [note](const QString &page) { note(QStringLiteral("page ") + page); });
        connect(&m_f->desk, &Desk::searchRequested, this, [note](const QString &text) { note(QStringLiteral("search ") + text); });
        connect(&m_f->desk, &Desk::customersRequested, this, [note](const QString &text) { note(QStringLiteral("customers ") + text); });
        m_f->service.on("POST /api/v1/links/42/revoke", 204, "");
        m_f->service.on("POST /api/v1/customers/7/portal-link", 200, "{\"url\":\"https://portal.example.com/login\"}");
        m_f->service.on("POST /api/v1/messages/5/send-again", 202, "{\"message\":6}");
    }
    void cleanup() {
        m_window.reset();
        m_f.reset();
    }

    void eachDoesItsThing_data() {
        QTest::addColumn<Remedy>("remedy");
        QTest::addColumn<QString>("did");
        const auto row = [](Remedy remedy, const char *did) { QTest::addRow("%s", qPrintable(toText(remedy))) << remedy << QString::fromLatin1(did); };
        row(Remedy::EditContact, "edit amelie.durand@example.com");
        row(Remedy::UseSuggestion, "edit amelie@example.fr");
        row(Remedy::IssueMagicLink, "issue");
        row(Remedy::RevokeLink, "asked /api/v1/links/42/revoke");
        row(Remedy::CopyPortalLink, "copied https://portal.example.com/login");
        row(Remedy::CopyLoginSteps, "copied steps");
        row(Remedy::EmailLoginLink, "email");
        row(Remedy::SendAgain, "asked /api/v1/messages/5/send-again");
        row(Remedy::OpenMessage, "message 5");
        row(Remedy::OpenLink, "link 42");
        row(Remedy::OverrideReply, "override office@example.org");
        row(Remedy::OpenOtherCustomer, "customer 9");
        row(Remedy::OpenCustomer, "customer 7");
        row(Remedy::GoToSubscriptions, "page subscriptions");
        row(Remedy::GoToCustomers, "page customers");
        row(Remedy::Search, "customers amelie.durand@example.com");
        row(Remedy::OpenSettings, "page settings");
        row(Remedy::TryAgain, "refresh");
        for (int i = 0; i <= static_cast<int>(Remedy::TryAgain); ++i) {
            bool told = false;
            for (const Remedy each : {Remedy::EditContact, Remedy::UseSuggestion, Remedy::IssueMagicLink, Remedy::RevokeLink, Remedy::CopyPortalLink,
                                      Remedy::CopyLoginSteps, Remedy::EmailLoginLink, Remedy::SendAgain, Remedy::OpenMessage, Remedy::OpenLink,
                                      Remedy::OverrideReply, Remedy::OpenOtherCustomer, Remedy::OpenCustomer, Remedy::GoToSubscriptions,
                                      Remedy::GoToCustomers, Remedy::Search, Remedy::OpenSettings, Remedy::TryAgain})
                told = told || each == static_cast<Remedy>(i);
            QVERIFY2(told, "a remedy without a row");
        }
    }

    void eachDoesItsThing() {
        QFETCH(Remedy, remedy);
        QFETCH(QString, did);
        FindingFacts about = facts();
        if (remedy == Remedy::OverrideReply) about.replyTo = QStringLiteral("office@example.org");
        QTRY_COMPARE(Snippets::of(m_f->desk).all().size(), 6);  // login steps are one of them
        apply(remedy, about);
        if (did.startsWith(QStringLiteral("asked "))) {
            const std::string path = did.mid(6).toStdString();
            QTRY_COMPARE(m_f->count(path), 1);
        } else if (did.startsWith(QStringLiteral("edit "))) {
            QTRY_VERIFY(m_window->findChild<QLineEdit *>(QStringLiteral("emailEdit")));
            QCOMPARE(m_window->findChild<QLineEdit *>(QStringLiteral("emailEdit"))->text(), did.mid(5));
        } else if (did == QStringLiteral("copied steps")) {
            QTRY_VERIFY(QApplication::clipboard()->text().contains(QStringLiteral("4-digit code")));
        } else if (did.startsWith(QStringLiteral("copied "))) {
            QTRY_COMPARE(QApplication::clipboard()->text(), did.mid(7));
        } else {
            QCOMPARE(m_did, QStringList{did});
        }
    }

    void withoutAnAddressTheSearchIsTheWindowsOwn() {
        apply(Remedy::Search, {});
        QCOMPARE(m_did, QStringList{QStringLiteral("search ")});
    }

    void everyButtonOfACardIsPressedByMouseAndByKeyboard() {
        Finding finding;
        finding.code = FindingCode::LinkExpired;
        finding.facts = facts();
        for (int i = 0; i <= static_cast<int>(Remedy::TryAgain); ++i) finding.remedies.append(static_cast<Remedy>(i));
        FindingsList list(nullptr);
        list.resize(400, 900);
        list.set({finding}, testNow);
        list.show();
        list.activateWindow();
        QSignalSpy pressed(&list, &FindingsList::pressed);
        for (const Remedy remedy : finding.remedies) {
            auto *button = shown<QPushButton>(&list, QStringLiteral("remedy-") + toText(remedy));
            QVERIFY2(button != nullptr, qPrintable(toText(remedy)));
            QCOMPARE(button->text(), textOf(remedy, finding.facts));
            button->click();
            button->setFocus();
            QTest::keyClick(button, Qt::Key_Return);
            QCOMPARE(pressed.size(), 2);
            for (const QList<QVariant> &one : pressed) QVERIFY(one.constFirst().value<Remedy>() == remedy);
            pressed.clear();
        }
    }

    void anotherAddressBehindTheSameWordsIsAnotherCard() {
        Finding finding;
        finding.code = FindingCode::ReplyGoesElsewhere;
        finding.facts.reply = ReplyMatch::Elsewhere;
        finding.remedies = {Remedy::OverrideReply};
        FindingsList list(nullptr);
        const QString longPart(60, QLatin1Char('x'));
        QString overridden;
        connect(&list, &FindingsList::pressed, this, [&](Remedy, const FindingFacts &of) { overridden = of.replyTo; });
        for (const QString &middle : {QStringLiteral("1"), QStringLiteral("2")}) {
            finding.facts.replyTo = longPart + middle + longPart + QStringLiteral("@example.org");
            list.set({finding}, testNow);
            list.show();
            QPushButton *button = nullptr;
            QTRY_VERIFY((button = shown<QPushButton>(&list, QStringLiteral("remedy-") + toText(Remedy::OverrideReply))) != nullptr);
            button->click();
            QVERIFY(overridden == finding.facts.replyTo);
        }
    }
};

QTEST_MAIN(RemediesTest)
#include "tst_remedies.moc"
