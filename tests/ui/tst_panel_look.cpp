// The panels at every width and in both themes: nothing is cut off. Keeps pictures where LATCHKEY_PICTURES names a folder.
#include "tests/ui/panel_fixture.h"
#include "ui/dialogs/edit_contact_dialog.h"
#include "ui/dialogs/override_dialog.h"
#include "ui/pages/settings_shop.h"
#include "ui/panels/customer_panel.h"
#include "ui/panels/subscription_panel.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

CustomerDetails withTimeline() {
    CustomerDetails details = amelie();
    const auto entry = [](Duration ago, TimelineKind kind) {
        TimelineEntry made;
        made.at = testNow + 14h - ago;
        made.kind = kind;
        made.publicId = QStringLiteral("K7QM2X");
        made.agentName = QStringLiteral("Kim");
        return made;
    };
    details.timeline = {entry(1min, TimelineKind::LinkIssued), entry(1min, TimelineKind::LinkOpenedByScanner),
                        entry(75h, TimelineKind::SignedInByCode)};
    Finding advice;
    advice.code = FindingCode::PortalLinkFitsBetter;
    advice.severity = Severity::Warns;
    advice.facts.life = 10min;
    advice.facts.usualDelay = 2h;
    advice.remedies = {Remedy::CopyPortalLink};
    details.findings = {advice};
    details.sessions = {{SessionId(3), QStringLiteral("Chrome on Android"), true, testNow + 13h, testNow + 14h, testNow + 300h},
                        {SessionId(2), QString(), false, testNow - 75h, testNow - 20h, testNow + 200h}};
    details.liveSessions = 2;
    return details;
}

// A letter that waits, one text that did not leave, and an address that bounces.
CustomerDetails withMail() {
    CustomerDetails details = withTimeline();
    const auto finding = [](FindingCode code, DeliveryProblem problem, const QString &words, const QList<Remedy> &remedies) {
        Finding made;
        made.code = code;
        made.severity = Severity::Warns;
        made.facts.problem = problem;
        made.facts.serverWords = words;
        made.facts.at = testNow + 14h - 5min;
        made.facts.until = testNow + 14h + 5min;
        made.facts.message = MessageId(5);
        made.remedies = remedies;
        return made;
    };
    details.findings = {
        finding(FindingCode::EmailBounced, DeliveryProblem::RecipientRefused, QStringLiteral("550 5.1.1 no such user here"), {Remedy::EditContact}),
        finding(FindingCode::LetterWaiting, DeliveryProblem::TryLater, QStringLiteral("451 greylisted, try again in five minutes"),
                {Remedy::OpenMessage}),
        finding(FindingCode::SmsFailed, DeliveryProblem::CountryNotAllowed, QString(), {Remedy::OpenMessage, Remedy::SendAgain})};
    return details;
}

// Words without an end, a script from the right, everything that is wrong at once.
CustomerDetails awkward() {
    CustomerDetails details = dmitri();
    details.customer.id = CustomerId(7);
    details.customer.firstName = QStringLiteral("Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessenschafe");
    details.customer.lastName = QStringLiteral("محمد بن عبد الرحمن الخطيب");
    details.customer.email = QString(200, QLatin1Char('m')) + QStringLiteral("@@example.com");
    details.customer.emailState = EmailState::Malformed;
    Finding malformed;
    malformed.code = FindingCode::EmailMalformed;
    malformed.severity = Severity::Blocks;
    malformed.facts.email = details.customer.email;
    malformed.facts.flaw = EmailFlaw::SeveralAts;
    malformed.facts.suggestion = QStringLiteral("a.very.long.local.part.of.somebody@some.very.long.domain.example.com");
    malformed.remedies = {Remedy::UseSuggestion, Remedy::EditContact, Remedy::CopyPortalLink, Remedy::CopyLoginSteps};
    details.findings = {malformed};
    details.subscriptions[0].lines[0].product = QStringLiteral("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft");
    details.subscriptions[0].statusText = QStringLiteral("A status of the shop's own that nobody foresaw");
    details.subscriptions[0].status = SubscriptionStatus::Other;
    return details;
}

void keepPicture(QWidget &widget, const QString &name) {
    const QString folder = qEnvironmentVariable("LATCHKEY_PICTURES");
    if (!folder.isEmpty()) widget.grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
}

}  // namespace

class PanelLookTest : public QObject {
    Q_OBJECT

    // Every visible widget of the content lies inside the viewport's width, and no label is lower than its text needs.
    static QString whatIsCutOff(QWidget &panel) {
        auto *scroll = panel.findChild<QScrollArea *>();
        QWidget *content = scroll->widget();
        if (content->width() > scroll->viewport()->width())
            return QStringLiteral("content is %1 wide in %2").arg(content->width()).arg(scroll->viewport()->width());
        for (QWidget *each : content->findChildren<QWidget *>()) {
            if (!each->isVisibleTo(content) || each->isWindow()) continue;
            const QRect in(each->mapTo(content, QPoint(0, 0)), each->size());
            if (in.right() > content->width() || in.left() < 0) return each->objectName() + QLatin1String(each->metaObject()->className());
            const auto *label = qobject_cast<QLabel *>(each);
            if (label != nullptr && label->wordWrap() && label->height() < label->heightForWidth(label->width()))
                return QStringLiteral("too low: ") + label->text();
        }
        return {};
    }

    void guards(PanelFixture &f, int width, const QString &suffix) {
        const auto at = [&](ReplyGuard guard, const CustomerDetails &details, const QString &typed, const QString &name) {
            f.desk.me.settings.replyGuard = guard;
            f.desk.replyTo = {details.customer.id, typed};
            CustomerPanel panel(f.desk);
            panel.resize(width, 760);
            panel.QWidget::show();
            f.serveLater(details, 14h);
            panel.show(details.customer.id);
            QTRY_VERIFY(shown(&panel, QStringLiteral("magicButton")));
            QTest::qWait(30);
            QCOMPARE(whatIsCutOff(panel), QString());
            keepPicture(panel, QStringLiteral("guard-") + name + suffix);
        };
        CustomerDetails scanned = amelie();
        scanned.adviceNow = {WayIn::MagicLink, AdviceReason::ScannersFirst, 0, {}, 10min, QStringLiteral("a-very-long-subdomain.of-some-company.example.com")};
        at(ReplyGuard::Off, scanned, {}, QStringLiteral("off"));
        at(ReplyGuard::Ask, amelie(), {}, QStringLiteral("ask"));
        at(ReplyGuard::Ask, amelie(), amelie().customer.email, QStringLiteral("same"));
        at(ReplyGuard::Ask, amelie(), QStringLiteral("amelie.durand+shop@example.com"), QStringLiteral("plus"));
        at(ReplyGuard::Ask, amelie(), QString(120, QLatin1Char('w')) + QStringLiteral("@some.very.long.domain.example.com"), QStringLiteral("long"));
        at(ReplyGuard::Require, amelie(), {}, QStringLiteral("require"));
        f.desk.me.settings.replyGuard = ReplyGuard::Ask;
        f.desk.replyTo = {};

        FindingFacts facts;
        facts.replyTo = QString(120, QLatin1Char('w')) + QStringLiteral("@some.very.long.domain.example.com");
        OverrideDialog dialog(facts, QStringLiteral("Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessenschafe"), nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.QWidget::show();
        QTest::qWait(20);
        keepPicture(dialog, QStringLiteral("override") + suffix);
        for (const Role role : {Role::Admin, Role::Senior}) {
            f.desk.me.agent.role = role;
            SettingsShop shop(f.desk, nullptr);
            shop.setAutoFillBackground(true);
            shop.setBackgroundRole(QPalette::Base);
            shop.resize(qMin(620, width + 150), shop.heightForWidth(qMin(620, width + 150)));
            shop.QWidget::show();
            QTest::qWait(20);
            keepPicture(shop, QStringLiteral("shop-") + toText(role) + suffix);
        }
    }

private slots:
    void nothing_is_cut_off_data() {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<int>("width");
        for (const bool dark : {false, true})
            for (const int width : {428, 410, 380, 340, 300}) QTest::addRow("%s-%d", dark ? "dark" : "light", width) << dark << width;
    }

    void nothing_is_cut_off() {
        QFETCH(bool, dark);
        QFETCH(int, width);
        applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
        const QString suffix = QStringLiteral("-%1-%2").arg(dark ? QStringLiteral("dark") : QStringLiteral("light")).arg(width);
        PanelFixture f;
        const auto evening = std::to_string((testNow + 14h).milliseconds());
        IssuedLink link = someLink();
        link.issuedAt = testNow + 14h - 19s;
        link.expiresAt = link.issuedAt + 10min;
        f.service.on("POST /api/v1/customers/7/magic-links", [&](const http::ExchangePtr &e) {
            e->answer({201, "application/json", jsonOf(link), {{"X-Service-Time", evening}}});
        });

        CustomerPanel panel(f.desk);
        panel.resize(width, 760);
        panel.QWidget::show();
        keepPicture(panel, QStringLiteral("nothing") + suffix);
        f.serveLater(withTimeline(), 14h);
        panel.show(CustomerId(7));
        QTRY_VERIFY(shown(&panel, QStringLiteral("magicButton")));
        panel.magicLogin();
        QTRY_VERIFY(shown(&panel, QStringLiteral("liveCard")));
        QTest::qWait(80);
        QCOMPARE(whatIsCutOff(panel), QString());
        // As wide as the window begins with, the actions stand in one row.
        if (width >= 428) QCOMPARE(shown(&panel, QStringLiteral("moreButton"))->y(), shown(&panel, QStringLiteral("magicButton"))->y());
        keepPicture(panel, QStringLiteral("customer") + suffix);
        emit f.client.happened(Event{EventKind::LinkUsed, CustomerId(7), LinkId(42), testNow + 14h});
        QTest::qWait(250);
        QCOMPARE(whatIsCutOff(panel), QString());
        keepPicture(panel, QStringLiteral("used") + suffix);

        CustomerPanel mailed(f.desk);
        mailed.resize(width, 900);
        mailed.QWidget::show();
        f.serveLater(withMail(), 14h);
        mailed.show(CustomerId(7));
        QTRY_VERIFY(shown(&mailed, QStringLiteral("endAllSessions")));
        QTest::qWait(30);
        QCOMPARE(whatIsCutOff(mailed), QString());
        keepPicture(mailed, QStringLiteral("mailed") + suffix);

        CustomerPanel strange(f.desk);
        strange.resize(width, 760);
        strange.QWidget::show();
        f.serveLater(awkward(), 14h);
        strange.show(CustomerId(7));
        QTRY_VERIFY(shown(&strange, QStringLiteral("magicButton")));
        QTest::qWait(30);
        QCOMPARE(whatIsCutOff(strange), QString());
        keepPicture(strange, QStringLiteral("awkward") + suffix);

        SubscriptionPanel subscription(f.desk);
        subscription.resize(width, 760);
        subscription.QWidget::show();
        f.serve(
            SubscriptionDetails{someSubscription(50214, QStringLiteral("Coffee, whole bean 1 kg"), SubscriptionStatus::Active, 2400, 1), dmitri()});
        subscription.show(SubscriptionId(50214));
        QTRY_VERIFY(shown(&subscription, QStringLiteral("magicButton")));
        QTest::qWait(30);
        QCOMPARE(whatIsCutOff(subscription), QString());
        keepPicture(subscription, QStringLiteral("subscription") + suffix);

        guards(f, width, suffix);

        EditContactDialog dialog(f.desk, amelie(), QString(), nullptr);
        dialog.findChild<QLineEdit *>(QStringLiteral("emailEdit"))->setText(QStringLiteral("amelie@gmial.com"));
        dialog.findChild<QLineEdit *>(QStringLiteral("phoneEdit"))->setText(QStringLiteral("12 monkeys"));
        dialog.QWidget::show();
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QTest::qWait(30);
        keepPicture(dialog, QStringLiteral("dialog") + suffix);

        EditContactDialog conflict(f.desk, amelie(), QString(), nullptr);
        f.service.on("PATCH /api/v1/customers/7/contact", 409, problemOf({ErrorCode::VersionConflict, {}, {}}, 409));
        conflict.findChild<QLineEdit *>(QStringLiteral("emailEdit"))->setText(QStringLiteral("amelie@example.org"));
        conflict.QWidget::show();
        conflict.findChild<QPushButton *>(QStringLiteral("saveContact"))->click();
        QTRY_VERIFY(shown(&conflict, QStringLiteral("contactConflict")));
        QTest::qWait(30);
        keepPicture(conflict, QStringLiteral("conflict") + suffix);
    }
};

QTEST_MAIN(PanelLookTest)
#include "tst_panel_look.moc"
