// Issued links over a scripted service: what the filters ask for, pages as one scrolls, one link's details, revoking, and a list that renews itself.
#include "tests/ui/panel_fixture.h"
#include "ui/actions/issued_links.h"
#include "ui/pages/links_page.h"
#include "ui/panels/dotted_rows.h"
#include "ui/panels/link_panel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/focus_order.h"
#include "ui/widgets/link_life.h"
#include "ui/widgets/rows_view.h"

#include <QAccessible>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QUrlQuery>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

LoginLink someLink(qint64 id, LinkEnd end = LinkEnd::None, Duration ago = 30min) {
    LoginLink link;
    link.id = LinkId(id);
    link.publicId = QStringLiteral("LINK%1").arg(id, 2, 10, QLatin1Char('0'));
    link.customer = CustomerId(7);
    link.customerName = QStringLiteral("Amélie Durand");
    link.agent = AgentId(1);
    link.agentName = QStringLiteral("Kim");
    link.issuedAt = testNow - ago;
    link.expiresAt = link.issuedAt + 10min;
    link.end = end;
    if (end != LinkEnd::None) link.endedAt = link.issuedAt + 3min;
    return link;
}

LoginLink live(qint64 id) { return someLink(id, LinkEnd::None, 2min); }

LinkDetails detailsOf(const LoginLink &link) {
    LinkDetails details{link, {}};
    TimelineEntry issued;
    issued.at = link.issuedAt;
    issued.kind = TimelineKind::LinkIssued;
    issued.link = link.id;
    issued.publicId = link.publicId;
    issued.agentName = link.agentName;
    TimelineEntry opened = issued;
    opened.at = link.issuedAt + 60s;
    opened.kind = TimelineKind::LinkOpenedByScanner;
    opened.visitor = VisitKind::Head;
    details.timeline = {opened, issued};
    return details;
}

}  // namespace

class LinksPageTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PanelFixture> m_f;
    std::unique_ptr<LinksPage> m_page;

    void serve(const QList<LoginLink> &links, const QString &next = {}) {
        Page<LoginLink> page;
        page.items = links;
        page.next = next;
        page.count = links.size();
        m_f->service.on("GET /api/v1/links", 200, jsonOf(page));
        for (const LoginLink &each : links) m_f->service.on("GET /api/v1/links/" + std::to_string(each.id.value()), 200, jsonOf(detailsOf(each)));
    }
    void open(const QList<LoginLink> &links, const QString &next = {}) {
        serve(links, next);
        m_page = std::make_unique<LinksPage>(m_f->desk);
        m_page->resize(1156, 746);
        m_page->show();
        m_page->activateWindow();
        QTRY_COMPARE(list()->model()->rowCount(), links.size());
    }
    // What the newest question for the list asked for.
    QString asked(const QString &key) {
        QUrlQuery query;
        for (const http::Request &request : m_f->service.asked())
            if (request.path == "/api/v1/links") query = QUrlQuery(QString::fromStdString(request.query));
        return query.queryItemValue(key, QUrl::FullyDecoded);
    }
    void renew() {
        const int before = m_f->count("/api/v1/links");
        m_page->refresh();
        QTRY_VERIFY(m_f->count("/api/v1/links") > before);
        QTest::qWait(60);
    }
    RowsView *list() { return m_page->findChild<RowsView *>(QStringLiteral("list")); }
    LinkPanel *panel() { return m_page->findChild<LinkPanel *>(); }
    QString cell(int row, int column) { return list()->model()->index(row, column).data().toString(); }
    QPushButton *button(const QString &name) { return shown<QPushButton>(m_page.get(), name); }
    QString said(const QString &name) {
        auto *label = shown<QLabel>(m_page.get(), name);
        return label == nullptr ? QString() : label->accessibleName().isEmpty() ? label->text() : label->accessibleName();
    }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init() {
        m_f = std::make_unique<PanelFixture>();
        m_f->desk.me.agent.role = Role::Senior;
        m_f->desk.me.liveLinks = 42;
        Agent kim, alex;
        kim.id = AgentId(1);
        kim.name = QStringLiteral("Kim");
        alex.id = AgentId(2);
        alex.name = QStringLiteral("Alex");
        alex.disabledAt = testNow;
        m_f->service.on("GET /api/v1/agents", 200, "{\"items\":" + jsonOf(QList<Agent>{kim, alex}) + "}");
    }
    void cleanup() {
        m_page.reset();
        m_f.reset();
    }

    void aRowTellsWhoseByWhomFromWhereWhenAndHowItStands() {
        LoginLink scanned = someLink(2, LinkEnd::Revoked);
        scanned.scannerVisits = 2;
        LoginLink ofThePage = someLink(1, LinkEnd::Used);
        ofThePage.agentName.clear();
        ofThePage.door = LinkDoor::LoginLetter;
        ofThePage.visits = 2;
        open({live(3), scanned, ofThePage});
        const auto row = [this](int number) {
            QStringList cells;
            for (int column = 0; column < list()->model()->columnCount(); ++column) cells << cell(number, column);
            return cells;
        };
        QVERIFY2(row(0).at(5).startsWith(QStringLiteral("Live 7:")) || row(0).at(5) == QStringLiteral("Live 8:00"), qPrintable(row(0).at(5)));
        QCOMPARE(row(1), QStringList({QStringLiteral("LINK02"), QStringLiteral("Amélie Durand"), QStringLiteral("Kim"), QStringLiteral("Customers"), QStringLiteral("30 min"), QStringLiteral("Revoked"), QStringLiteral("Scanner only")}));
        QCOMPARE(row(2), QStringList({QStringLiteral("LINK01"), QStringLiteral("Amélie Durand"), QStringLiteral("Customer"), QStringLiteral("Login page"), QStringLiteral("30 min"), QStringLiteral("Used"), QStringLiteral("2 times")}));
        QCOMPARE(said(QStringLiteral("liveCount")), QStringLiteral("42 live"));
        QCOMPARE(m_page->statusText(), QStringLiteral("42 live links"));
    }

    void theFiltersAskForWhatTheySay() {
        open({live(3)});
        QCOMPARE(asked(QStringLiteral("state")), QString());
        QTest::mouseClick(button(QStringLiteral("filter-void_by_email_change")), Qt::LeftButton);
        QTRY_COMPARE(asked(QStringLiteral("state")), toText(LinkState::VoidByEmailChange));
        auto *agent = m_page->findChild<QComboBox *>(QStringLiteral("linkAgent"));
        QTRY_COMPARE(agent->count(), 3);
        QCOMPARE(agent->itemText(2), QStringLiteral("Alex (disabled)"));
        agent->setCurrentIndex(2);
        QTRY_COMPARE(asked(QStringLiteral("agent")), QStringLiteral("2"));
        auto *since = m_page->findChild<QComboBox *>(QStringLiteral("linkSince"));
        since->setCurrentIndex(1);
        QTRY_VERIFY(asked(QStringLiteral("from")).toLongLong() < (testNow - 24h * 5).milliseconds() && asked(QStringLiteral("from")).toLongLong() > (testNow - 24h * 8).milliseconds());
        since->setCurrentIndex(0);
        QTRY_VERIFY(asked(QStringLiteral("from")).toLongLong() > (testNow - 25h).milliseconds());
        m_page->findChild<QLineEdit *>(QStringLiteral("linkSearch"))->setText(QStringLiteral(" durand "));
        QTRY_COMPARE(asked(QStringLiteral("search")), QStringLiteral("durand"));
        QCOMPARE(asked(QStringLiteral("state")), toText(LinkState::VoidByEmailChange));
        // Nothing fits: it says what was asked for, and the way back.
        serve({});
        m_page->refresh();
        QWidget *empty = nullptr;
        QTRY_VERIFY((empty = shown(m_page.get(), QStringLiteral("listEmpty"))) != nullptr);
        for (const char *part : {"durand", "E-mail changed", "Alex", "Today"}) QVERIFY2(empty->accessibleDescription().contains(QLatin1String(part)), qPrintable(empty->accessibleDescription()));
        serve({live(3)});
        QTest::mouseClick(button(QStringLiteral("showAll")), Qt::LeftButton);
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        for (const char *key : {"search", "state", "agent", "from"}) QCOMPARE(asked(QLatin1String(key)), QString());
    }

    void anEmptyShopSaysSo() {
        open({});
        QTRY_VERIFY(shown(m_page.get(), QStringLiteral("listEmpty")));
        QVERIFY(!button(QStringLiteral("showAll")));
        QVERIFY(shown<QLabel>(m_page.get(), QStringLiteral("panelPlaceholder")));
    }

    void olderOnesAreReadAsOneScrollsDown() {
        QList<LoginLink> many;
        for (qint64 id = 160; id > 60; --id) many.append(someLink(id));
        open(many, QStringLiteral("key-60"));
        serve({someLink(60), someLink(59)});
        list()->verticalScrollBar()->setValue(list()->verticalScrollBar()->maximum());
        QTRY_COMPARE(list()->model()->rowCount(), 102);
        QCOMPARE(asked(QStringLiteral("after")), QStringLiteral("key-60"));
    }

    void theNewestIsShownWithItsStory() {
        open({live(3), someLink(2)});
        QTRY_COMPARE(said(QStringLiteral("panelName")), QStringLiteral("Magic login link LINK03"));
        QVERIFY(said(QStringLiteral("panelStatus")).startsWith(QStringLiteral("Live ")));
        QVERIFY2(said(QStringLiteral("panelSummary")).startsWith(QStringLiteral("Issued for Amélie Durand by Kim")), qPrintable(said(QStringLiteral("panelSummary"))));
        QTRY_VERIFY(panel()->findChild<DottedRows *>() != nullptr);
        QTRY_COMPARE(panel()->findChild<LinkLife *>()->picture().marks.size(), 2);
        list()->setCurrentIndex(list()->model()->index(1, 0));
        QTRY_COMPARE(said(QStringLiteral("panelName")), QStringLiteral("Magic login link LINK02"));
        QCOMPARE(said(QStringLiteral("panelStatus")), QStringLiteral("Expired"));
        QVERIFY(!button(QStringLiteral("revoke")));
    }

    void aRefreshKeepsTheChoiceAndThePlace() {
        QList<LoginLink> many;
        for (qint64 id = 90; id > 30; --id) many.append(someLink(id));
        open(many, QStringLiteral("key"));
        list()->setCurrentIndex(list()->model()->index(20, 0));
        list()->verticalScrollBar()->setValue(15 * 34 + 7);
        QTRY_COMPARE(said(QStringLiteral("panelName")), QStringLiteral("Magic login link LINK70"));
        QList<LoginLink> now = many;
        now.prepend(live(92));
        serve(now, QStringLiteral("key"));
        emit m_f->client.happened(Event{EventKind::LinkIssued, CustomerId(7), LinkId(92), testNow});
        QTRY_COMPARE(list()->model()->rowCount(), now.size());
        QTRY_COMPARE(list()->currentIndex().row(), 21);
        QCOMPARE(list()->verticalScrollBar()->value(), 16 * 34 + 7);
        QCOMPARE(said(QStringLiteral("panelName")), QStringLiteral("Magic login link LINK70"));
    }

    void whatHappensWhileItIsHiddenIsReadWhenItComesBack() {
        open({live(3)});
        m_page->hide();
        const int before = m_f->count("/api/v1/links");
        emit m_f->client.happened(Event{EventKind::LinkUsed, CustomerId(7), LinkId(3), testNow});
        QTest::qWait(350);
        QCOMPARE(m_f->count("/api/v1/links"), before);
        m_page->show();
        QTRY_VERIFY(m_f->count("/api/v1/links") > before);
    }

    void aLinkThatNoListHoldsOpensByItsId() {
        open({live(3)});
        m_f->service.on("GET /api/v1/links/77", 200, jsonOf(detailsOf(someLink(77, LinkEnd::Used))));
        m_page->open(LinkId(77));
        QTRY_COMPARE(said(QStringLiteral("panelName")), QStringLiteral("Magic login link LINK77"));
        QVERIFY(!list()->currentIndex().isValid());
        m_page->open(LinkId(78));
        QTRY_VERIFY(shown(m_page.get(), QStringLiteral("panelError")));
    }

    void revokingEndsItAndReadsTheListAnew() {
        open({live(3)});
        QTRY_VERIFY(button(QStringLiteral("revoke")));
        m_f->service.on("POST /api/v1/links/3/revoke", 204, "");
        LoginLink ended = live(3);
        ended.end = LinkEnd::Revoked;
        ended.endedAt = testNow;
        serve({ended});
        QTest::mouseClick(button(QStringLiteral("revoke")), Qt::LeftButton);
        QTRY_COMPARE(cell(0, 5), QStringLiteral("Revoked"));
        QTRY_COMPARE(said(QStringLiteral("panelStatus")), QStringLiteral("Revoked"));
        QVERIFY(!button(QStringLiteral("revoke")));
        QVERIFY(m_f->notices.constLast().contains(QStringLiteral("revoked")));
    }

    void revokingAllAsksFirst() {
        m_f->desk.me.agent.role = Role::Lead;
        open({live(3)});
        QTRY_VERIFY(button(QStringLiteral("revokeAll")));
        HeldLink held;
        held.link = latchkey::someLink();
        held.customer = CustomerId(7);
        IssuedLinks::of(m_f->desk).add(held);
        m_f->service.on("POST /api/v1/customers/7/links/revoke", 200, R"({"ended":2})");
        QTest::mouseClick(button(QStringLiteral("revokeAll")), Qt::LeftButton);
        QPointer<QDialog> dialog = m_page->window()->findChild<QDialog *>(QStringLiteral("confirmDialog"));
        QVERIFY(dialog != nullptr && dialog->windowTitle().contains(QStringLiteral("Amélie Durand")));
        QCOMPARE(dialog->focusWidget()->objectName(), QStringLiteral("confirmNo"));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(dialog == nullptr);
        QCOMPARE(m_f->count("/api/v1/customers/7/links/revoke"), 0);
        QTest::mouseClick(button(QStringLiteral("revokeAll")), Qt::LeftButton);
        dialog = m_page->window()->findChild<QDialog *>(QStringLiteral("confirmDialog"));
        QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("confirmYes")), Qt::LeftButton);
        QTRY_COMPARE(m_f->count("/api/v1/customers/7/links/revoke"), 1);
        QTRY_VERIFY(!m_f->notices.isEmpty());
        QCOMPARE(m_f->notices.constLast(), QStringLiteral("2 live links of Amélie Durand are revoked."));
        QVERIFY(IssuedLinks::of(m_f->desk).heldFor(CustomerId(7)).constFirst().state == LinkState::Revoked);
    }

    void ofALinkThatSkioMadeNothingIsClaimed() {
        m_f->desk.me.agent.role = Role::Lead;
        m_f->desk.me.shopKind = ShopKind::Skio;
        LoginLink theirs = live(3), over = someLink(2);
        theirs.atShop = over.atShop = true;
        open({theirs, over});
        QTRY_VERIFY(panel()->findChild<DottedRows *>() != nullptr);
        QVERIFY(!button(QStringLiteral("revoke")) && !button(QStringLiteral("revokeAll")) && button(QStringLiteral("issueAnother")));
        QVERIFY(shown(m_page.get(), QStringLiteral("linkLife")) == nullptr && shown(m_page.get(), QStringLiteral("linkUnseen")) != nullptr);
        for (const char *name : {"filter-used", "filter-revoked", "filter-void_by_email_change"}) QVERIFY2(!button(QLatin1String(name)), name);
        QVERIFY(button(QStringLiteral("filter-live")) && button(QStringLiteral("filter-expired"))->text() == QStringLiteral("Ran out"));
        QCOMPARE(cell(1, 5), QStringLiteral("Ran out"));
        QCOMPARE(cell(1, 6), QStringLiteral("Seen in Skio"));
        // One of the house's own, from before, still has all of it.
        serve({live(5)});
        m_page->open(LinkId(5));
        QTRY_VERIFY(button(QStringLiteral("revoke")) && button(QStringLiteral("revokeAll")) && shown(m_page.get(), QStringLiteral("linkLife")) != nullptr);
        QVERIFY(shown(m_page.get(), QStringLiteral("linkUnseen")) == nullptr);
    }

    void whatSkioMadeIsNeverHeldForRevoked() {
        HeldLink held;
        held.link = latchkey::someLink();
        held.link.atShop = true;
        held.customer = CustomerId(7);
        IssuedLinks &links = IssuedLinks::of(m_f->desk);
        links.add(held);
        links.end(held.link.id, LinkState::Revoked, testNow);
        emit m_f->client.happened(Event{EventKind::LinkEnded, CustomerId(7), held.link.id, testNow});
        QVERIFY(links.find(held.link.id)->state == LinkState::Live);
        links.end(held.link.id, LinkState::Expired, held.link.expiresAt);
        QVERIFY(links.find(held.link.id)->state == LinkState::Expired);
    }

    void whoMayNotRevokeIsToldWhy() {
        m_f->desk.me.agent.role = Role::Observer;
        open({live(3)});
        QTRY_VERIFY(button(QStringLiteral("revoke")));
        QVERIFY(!button(QStringLiteral("revoke"))->isEnabled() && !button(QStringLiteral("revokeAll"))->isEnabled() && !button(QStringLiteral("issueAnother"))->isEnabled());
        QCOMPARE(said(QStringLiteral("linkActionsWhy")), QStringLiteral("Making a Magic link takes the role Senior; yours is Observer. Nobody in the team has it; ask who runs the service."));
    }

    void issuingAnotherGoesToTheCustomer() {
        open({live(3)});
        CustomerId gone;
        connect(&m_f->desk, &Desk::customerRequested, this, [&](CustomerId id) { gone = id; });
        m_f->service.on("POST /api/v1/customers/7/magic-links", 201, jsonOf(latchkey::someLink()));
        QTRY_VERIFY(button(QStringLiteral("issueAnother")));
        QTest::mouseClick(button(QStringLiteral("issueAnother")), Qt::LeftButton);
        QTRY_VERIFY(gone == CustomerId(7));
        QVERIFY(m_f->clipboard.holdsOurs());
    }

    void aFailureKeepsTheRowsAndOffersToTryAgain() {
        open({live(3)});
        m_f->service.on("GET /api/v1/links", 503, problemOf({ErrorCode::StoreBusy, {}, {}}, 503));
        renew();
        QTRY_VERIFY(shown(m_page.get(), QStringLiteral("listBanner")));
        QVERIFY(list()->model()->rowCount() == 1 && list()->isStale());
        serve({live(3)});
        QTest::mouseClick(button(QStringLiteral("tryAgain")), Qt::LeftButton);
        QTRY_VERIFY(!shown(m_page.get(), QStringLiteral("listBanner")));
        QVERIFY(!list()->isStale());
    }

    void escapeLeadsBackStepByStep() {
        open({live(3)});
        auto *search = m_page->findChild<QLineEdit *>(QStringLiteral("linkSearch"));
        m_page->focusSearch();
        QTest::keyClicks(search, QStringLiteral("durand"));
        QVERIFY(m_page->back());
        QVERIFY(search->text().isEmpty());
        QTRY_VERIFY(button(QStringLiteral("openCustomer")));
        m_page->focusList();
        QTest::keyClick(list(), Qt::Key_Return);
        QTRY_VERIFY(panel()->isAncestorOf(QApplication::focusWidget()));
        QVERIFY(m_page->back() && list()->hasFocus());
    }

    void everythingThatTabReachesHasAName() {
        m_f->desk.me.agent.role = Role::Lead;  // who may press every button
        open({live(3), someLink(2)});
        QTRY_VERIFY(button(QStringLiteral("revoke")));
        QStringList reached;
        for (QWidget *widget : focusOrder(m_page.get())) {
            QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(interface != nullptr && !interface->text(QAccessible::Name).trimmed().isEmpty(), qPrintable(widget->objectName()));
            reached << widget->objectName();
        }
        for (const char *name : {"viewLinks", "linkSearch", "filterAll", "linkAgent", "linkSince", "list", "openCustomer", "revoke", "revokeAll"})
            QVERIFY2(reached.contains(QLatin1String(name)), name);
        QVERIFY(!panel()->findChild<LinkLife *>()->accessibleDescription().isEmpty());
    }

    void nothingIsCutOff_data() {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        for (const bool dark : {false, true})
            for (const QSize &size : {QSize(1156, 746), QSize(596, 426)}) QTest::addRow("%s-%d", dark ? "dark" : "light", size.width()) << dark << size;
    }

    void nothingIsCutOff() {
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
        LoginLink strange = someLink(4, LinkEnd::EmailChanged);
        strange.customerName = QStringLiteral("Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessenschafe");
        LoginLink voided = strange;
        open({live(5), voided, someLink(3, LinkEnd::Used), someLink(2, LinkEnd::Revoked), someLink(1)});
        m_page->resize(size);
        list()->setCurrentIndex(list()->model()->index(size.width() > 700 ? 0 : 1, 0));
        QTRY_VERIFY(panel()->findChild<DottedRows *>() != nullptr);
        const auto cutOff = [this] {
            for (const QLabel *label : m_page->findChildren<QLabel *>())
                if (label->isVisible() && label->wordWrap() && label->height() < label->heightForWidth(label->width())) return label->text();
            return QString();
        };
        QTRY_COMPARE(cutOff(), QString());  // once everything has its place
        const QString folder = qEnvironmentVariable("LATCHKEY_PICTURES");
        if (!folder.isEmpty()) m_page->grab().save(QStringLiteral("%1/links-%2-%3.png").arg(folder, dark ? u"dark" : u"light").arg(size.width()));
        applyTheme(*qApp, ThemeChoice::Light);
    }
};

QTEST_MAIN(LinksPageTest)
#include "tst_links_page.moc"
