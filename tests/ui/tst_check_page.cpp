// Check a link over a scripted service: every verdict in words, what was undone, several links, the remedies, and that nothing pasted is kept.
#include "tests/ui/panel_fixture.h"
#include "ui/pages/check_page.h"
#include "ui/panels/dotted_rows.h"
#include "ui/panels/verdict_view.h"
#include "ui/texts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/link_life.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextDocument>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

LoginLink someLogin(qint64 id, const QString &publicId) {
    LoginLink link;
    link.id = LinkId(id);
    link.publicId = publicId;
    link.customer = CustomerId(7);
    link.agent = AgentId(1);
    link.agentName = QStringLiteral("Kim");
    link.issuedAt = testNow - 24min;
    link.expiresAt = testNow - 14min;
    return link;
}

TimelineEntry entry(const LoginLink &link, Instant at, TimelineKind kind) {
    TimelineEntry made;
    made.at = at;
    made.kind = kind;
    made.link = link.id;
    made.publicId = link.publicId;
    made.agentName = kind == TimelineKind::LinkIssued || kind == TimelineKind::LinkCopied ? link.agentName : QString();
    return made;
}

// As in the picture: a scanner came first, the customer too late.
LinkVerdict expired() {
    LinkVerdict verdict;
    verdict.code = VerdictCode::Expired;
    verdict.link = someLogin(42, QStringLiteral("K7QM2X"));
    verdict.customerName = QStringLiteral("Amélie Durand");
    verdict.undone = {{UndoneKind::SafeLinks, {}, 1}, {UndoneKind::LineBreak, {}, 2}, {UndoneKind::TrailingCharacters, QStringLiteral(">."), 1}, {UndoneKind::CheckAgrees, {}, 1}};
    const LoginLink &link = *verdict.link;
    TimelineEntry copied = entry(link, link.issuedAt + 1s, TimelineKind::LinkCopied);
    copied.reply = true;
    TimelineEntry scanner = entry(link, link.issuedAt + 21s, TimelineKind::LinkOpenedByScanner);
    scanner.visitor = VisitKind::KnownNetwork;
    TimelineEntry late = entry(link, testNow - 1min, TimelineKind::LinkRefused);
    late.state = LinkState::Expired;
    verdict.timeline = {late, entry(link, link.expiresAt, TimelineKind::LinkExpired), scanner, copied, entry(link, link.issuedAt, TimelineKind::LinkIssued)};
    return verdict;
}

LinkVerdict withCode(VerdictCode code) {
    LinkVerdict verdict;
    verdict.code = code;
    return verdict;
}

LinkVerdict live() {
    LinkVerdict verdict = expired();
    verdict.code = VerdictCode::Live;
    verdict.link->expiresAt = testNow + 6min;
    verdict.timeline = verdict.timeline.mid(2);
    return verdict;
}

LinkVerdict damaged(LinkDamage damage, int at, bool recognised) {
    LinkVerdict verdict = recognised ? expired() : LinkVerdict();
    verdict.code = VerdictCode::Damaged;
    verdict.damage = damage;
    verdict.damageAt = at;
    return verdict;
}

Finding blocking(FindingCode code, const QList<Remedy> &remedies) {
    Finding finding;
    finding.code = code;
    finding.severity = Severity::Blocks;
    finding.remedies = remedies;
    return finding;
}

}  // namespace

class CheckPageTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PanelFixture> m_f;
    std::unique_ptr<CheckPage> m_page;

    void check(const QList<LinkVerdict> &verdicts, int further = 0) {
        m_f->service.on("POST /api/v1/links/check", 200, jsonOf(LinkCheck{verdicts, further}));
        m_page->check(QStringLiteral("<https://wrapped.example/?url=x>."));
        QTRY_COMPARE(views().size(), verdicts.size());
    }
    QList<VerdictView *> views() {
        QList<VerdictView *> all;
        for (VerdictView *view : m_page->findChildren<VerdictView *>())
            if (view->isVisible()) all.append(view);
        return all;
    }
    QWidget *card(int view = 0) { return views().at(view)->findChild<QWidget *>(QStringLiteral("verdict")); }
    QStringList buttons(int view = 0) {
        QStringList all;
        for (const QPushButton *button : views().at(view)->findChildren<QPushButton *>())
            if (button->isVisible()) all.append(button->text());
        return all;
    }
    QStringList rows(const QString &name, int view = 0) {
        QStringList all;
        auto *list = views().at(view)->findChild<DottedRows *>(name);
        if (list == nullptr || !list->isVisible()) return all;
        for (const QLabel *label : list->findChildren<QLabel *>())
            if (!label->accessibleDescription().isEmpty()) all.append(label->accessibleName());
        return all;
    }
    QPlainTextEdit *box() { return m_page->findChild<QPlainTextEdit *>(QStringLiteral("pasted")); }
    void press(const QString &name) {
        auto *button = shown<QPushButton>(m_page.get(), name);
        QVERIFY2(button != nullptr, qPrintable(name));
        QTest::mouseClick(button, Qt::LeftButton);
    }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init() {
        m_f = std::make_unique<PanelFixture>();
        m_f->desk.me.agent.role = Role::Senior;
        m_page = std::make_unique<CheckPage>(m_f->desk);
        m_page->resize(1156, 746);
        m_page->show();
    }
    void cleanup() {
        m_page.reset();
        m_f.reset();
    }

    void anExpiredLinkTellsItsWholeStory() {
        check({expired()});
        QCOMPARE(card()->accessibleName(), QStringLiteral("Expired 14 minutes ago, never used"));
        const QString said = card()->accessibleDescription();
        QVERIFY2(said.startsWith(QStringLiteral("Issued for Amélie Durand by Kim on 31 Dec at 23:36 from Customers, for 10 minutes. Opened once by a mail scanner")), qPrintable(said));
        QVERIFY2(said.endsWith(QStringLiteral("then once by a person on 31 Dec at 23:59.")), qPrintable(said));
        QCOMPARE(views().constFirst()->findChild<QLabel *>(QStringLiteral("verdictLink"))->text(), QStringLiteral("Magic login link K7QM2X"));
        QCOMPARE(buttons(), QStringList({QStringLiteral("Issue a new Magic login"), QStringLiteral("Copy Portal link"), QStringLiteral("Open customer"), QStringLiteral("Show its timeline")}));
        QCOMPARE(rows(QStringLiteral("undone")),
                 QStringList({QStringLiteral("Link-protection wrapper removed (Microsoft Safe Links)"), QStringLiteral("Line break mended (2 times)"), QStringLiteral("Trailing “>.” dropped"),
                              QStringLiteral("Check characters agree: the link is whole")}));
        QCOMPARE(rows(QStringLiteral("story")),
                 QStringList({QStringLiteral("Issued by Kim, copied as reply (from Customers)"),
                              QStringLiteral("Opened by a mail scanner, no button pressed: nothing spent (it came from a mail filter's network)"), QStringLiteral("Expired"),
                              QStringLiteral("Opened by the customer after it had expired: the page offered a code by e-mail or SMS")}));
        QCOMPARE(views().constFirst()->findChild<LinkLife *>()->picture().marks.size(), 5);
    }

    void everyVerdictSaysWhatItIsAndWhatToDo_data() {
        QTest::addColumn<LinkVerdict>("verdict");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("part");
        QTest::addColumn<QString>("first");  // button, empty for none
        const QString issue = QStringLiteral("Issue a new Magic login");
        QTest::newRow("live") << live() << QStringLiteral("Live for another 6 minutes") << QStringLiteral("presses the button") << QStringLiteral("Open customer");
        LinkVerdict used = expired();
        used.code = VerdictCode::Used;
        used.link->end = LinkEnd::Used;
        used.link->endedAt = testNow - 20min;
        QTest::newRow("used") << used << QStringLiteral("Used 20 minutes ago") << QStringLiteral("works only once") << issue;
        LinkVerdict revoked = used;
        revoked.code = VerdictCode::Revoked;
        revoked.link->end = LinkEnd::Revoked;
        TimelineEntry by = entry(*revoked.link, testNow - 20min, TimelineKind::LinkRevoked);
        by.agentName = QStringLiteral("Alex");
        revoked.timeline = {by};
        QTest::newRow("revoked") << revoked << QStringLiteral("Revoked 20 minutes ago") << QStringLiteral("Revoked by Alex before it was used.") << issue;
        LinkVerdict voided = used;
        voided.code = VerdictCode::VoidByEmailChange;
        QTest::newRow("e-mail changed") << voided << QStringLiteral("Ended 20 minutes ago: the e-mail address was changed") << QStringLiteral("on file before") << issue;
        QTest::newRow("a wrong letter") << damaged(LinkDamage::WrongCharacter, 11, false) << QStringLiteral("Damaged: the character at place 12 is wrong") << QStringLiteral("copy the whole link") << QString();
        QTest::newRow("a missing letter, recognised") << damaged(LinkDamage::MissingCharacter, 11, true) << QStringLiteral("Damaged: a character is missing before place 12")
                                                      << QStringLiteral("It can only have been Magic login link K7QM2X. Issued for Amélie Durand by Kim") << issue;
        QTest::newRow("swapped letters") << damaged(LinkDamage::SwappedCharacters, 3, true) << QStringLiteral("Damaged: the characters at places 4 and 5 are swapped") << QStringLiteral("expired 14 minutes ago") << issue;
        QTest::newRow("one too many") << damaged(LinkDamage::ExtraCharacter, 0, true) << QStringLiteral("Damaged: the character at place 1 is one too many") << QStringLiteral("Places are counted") << issue;
        QTest::newRow("cut off") << damaged(LinkDamage::CutOff, 20, false) << QStringLiteral("Damaged: cut off after 20 characters") << QStringLiteral("Ask the customer") << QString();
        QTest::newRow("unclear") << damaged(LinkDamage::Unclear, -1, false) << QStringLiteral("Damaged: the link is not whole") << QStringLiteral("Ask the customer") << QString();
        QTest::newRow("unknown") << withCode(VerdictCode::Unknown) << QStringLiteral("Unknown: never issued here, or long ago") << QStringLiteral("whole") << QString();
        LinkVerdict other = withCode(VerdictCode::OtherShop);
        other.host = QStringLiteral("portal.example.org");
        QTest::newRow("another shop") << other << QStringLiteral("This link belongs to another shop") << QStringLiteral("portal.example.org") << QString();
        QTest::newRow("the Portal link") << withCode(VerdictCode::PortalLink) << QStringLiteral("This is the Portal link") << QStringLiteral("never expires") << QString();
        LinkVerdict wrapped = withCode(VerdictCode::Wrapped);
        wrapped.host = QStringLiteral("track.example.net");
        QTest::newRow("wrapped") << wrapped << QStringLiteral("Wrapped by track.example.net") << QStringLiteral("send the address that the browser then shows") << QString();
        QTest::newRow("no link") << withCode(VerdictCode::NoLink) << QStringLiteral("There is no link in this text") << QStringLiteral("Paste the link") << QString();
    }

    void everyVerdictSaysWhatItIsAndWhatToDo() {
        QFETCH(LinkVerdict, verdict);
        QFETCH(QString, title);
        QFETCH(QString, part);
        QFETCH(QString, first);
        check({verdict});
        QCOMPARE(card()->accessibleName(), title);
        QVERIFY2(card()->accessibleDescription().contains(part), qPrintable(card()->accessibleDescription()));
        QCOMPARE(buttons().value(0), first);
        QCOMPARE(!rows(QStringLiteral("story")).isEmpty(), verdict.link.has_value());
    }

    void severalLinksStandOneUnderTheOtherTheFirstUnfolded() {
        LinkVerdict older = expired();
        older.link = someLogin(41, QStringLiteral("AAAAAA"));
        check({live(), older}, 3);
        QVERIFY(views().at(0)->isOpen() && !views().at(1)->isOpen());
        QVERIFY(!rows(QStringLiteral("story"), 0).isEmpty());
        QVERIFY(rows(QStringLiteral("undone"), 1).isEmpty());
        QVERIFY(shown<QLabel>(m_page.get(), QStringLiteral("furtherLinks"))->text().contains(QStringLiteral("3 more links")));
        auto *fold = views().at(1)->findChild<QPushButton *>(QStringLiteral("fold"));
        QTest::mouseClick(fold, Qt::LeftButton);
        QVERIFY(!rows(QStringLiteral("undone"), 1).isEmpty());
        // Checked anew, because something happened to it, it stays as the agent left it.
        fold->setFocus();
        const int before = m_f->count("/api/v1/links/check");
        emit m_f->client.happened(Event{EventKind::LinkUsed, CustomerId(7), LinkId(41), testNow});
        QTRY_VERIFY(m_f->count("/api/v1/links/check") > before);
        QTRY_VERIFY(views().size() == 2 && views().at(1)->findChild<QPushButton *>(QStringLiteral("fold")) != fold);
        QVERIFY(views().at(1)->isOpen());
        QCOMPARE(m_page->window()->focusWidget(), views().at(1)->findChild<QPushButton *>(QStringLiteral("fold")));
    }

    void aFindingInTheWayOfANewLinkHasItsCardInsteadOfTheButton() {
        LinkVerdict verdict = expired();
        verdict.findings = {blocking(FindingCode::EmailMissing, {Remedy::EditContact})};
        check({verdict});
        QCOMPARE(buttons().value(0), QStringLiteral("Copy Portal link"));
        QVERIFY(!buttons().contains(QStringLiteral("Issue a new Magic login")));
        QVERIFY(shown(m_page.get(), QStringLiteral("finding-") + toText(FindingCode::EmailMissing)));
        m_f->serve(dmitri());
        m_f->serve(amelie());
        press(QStringLiteral("remedy-") + toText(Remedy::EditContact));
        QTRY_VERIFY(m_page->findChild<QWidget *>(QStringLiteral("editContactDialog")));
    }

    void theFindingThatSpeaksOfTheLinkSaysWhichRemedyComesFirst() {
        LinkVerdict verdict = expired();
        Finding finding;
        finding.code = FindingCode::LinkExpired;
        finding.facts.link = verdict.link->id;
        finding.remedies = {Remedy::CopyPortalLink, Remedy::IssueMagicLink};
        verdict.findings = {finding};
        check({verdict});
        QCOMPARE(buttons().mid(0, 3), QStringList({QStringLiteral("Copy Portal link"), QStringLiteral("Issue a new Magic login"), QStringLiteral("Open customer")}));
        QVERIFY(!shown(m_page.get(), QStringLiteral("finding-") + toText(FindingCode::LinkExpired)));
    }

    void whoMayNotIssueIsNotOfferedIt() {
        m_f->desk.me.agent.role = Role::Observer;
        check({live()});
        for (const QString &text : buttons()) QVERIFY2(!text.contains(QStringLiteral("Issue")) && text != QStringLiteral("Revoke"), qPrintable(text));
    }

    void theRemediesDoWhatTheySay() {
        QList<CustomerId> opened;
        QList<LinkId> links;
        connect(&m_f->desk, &Desk::customerRequested, this, [&](CustomerId id) { opened.append(id); });
        connect(&m_f->desk, &Desk::linkRequested, this, [&](LinkId id) { links.append(id); });
        check({live()});
        press(QStringLiteral("remedy-") + toText(Remedy::OpenCustomer));
        press(QStringLiteral("remedy-") + toText(Remedy::OpenLink));
        QVERIFY(opened == QList<CustomerId>{CustomerId(7)} && links == QList<LinkId>{LinkId(42)});
        m_f->service.on("POST /api/v1/customers/7/portal-link", 200, "{\"url\":\"https://portal.example.com/login\"}");
        press(QStringLiteral("remedy-") + toText(Remedy::CopyPortalLink));
        QTRY_VERIFY(QApplication::clipboard()->text() == QStringLiteral("https://portal.example.com/login"));
        m_f->service.on("POST /api/v1/links/42/revoke", 204, "");
        const int before = m_f->count("/api/v1/links/check");
        press(QStringLiteral("remedy-") + toText(Remedy::RevokeLink));
        QTRY_COMPARE(m_f->count("/api/v1/links/42/revoke"), 1);
        QTRY_VERIFY(m_f->count("/api/v1/links/check") > before);
        m_f->service.on("POST /api/v1/customers/7/magic-links", 201, jsonOf(someLink()));
        QTRY_VERIFY(shown<QPushButton>(m_page.get(), QStringLiteral("remedy-") + toText(Remedy::IssueMagicLink)));
        press(QStringLiteral("remedy-") + toText(Remedy::IssueMagicLink));
        QTRY_COMPARE(opened.size(), 2);
        QVERIFY(m_f->clipboard.holdsOurs());
    }

    void clearingLeavesNothingBehind() {
        check({expired()});
        QTest::mouseClick(shown<QPushButton>(m_page.get(), QStringLiteral("clearPasted")), Qt::LeftButton);
        QVERIFY(box()->toPlainText().isEmpty() && !box()->document()->isUndoAvailable());
        QTRY_VERIFY(views().isEmpty());
        QVERIFY(!shown(m_page.get(), QStringLiteral("clearPasted")));
        box()->insertPlainText(QStringLiteral("typed"));
        m_page->clear();
        box()->undo();
        QVERIFY(box()->toPlainText().isEmpty());
    }

    void whatCannotBeCheckedSaysWhyAndOffersToTryAgain() {
        m_f->service.on("POST /api/v1/links/check", 503, problemOf({ErrorCode::StoreBusy, {}, {}}, 503));
        m_page->check(QStringLiteral("x"));
        QTRY_VERIFY(shown<QPushButton>(m_page.get(), QStringLiteral("tryAgain")));
        m_f->service.on("POST /api/v1/links/check", 200, jsonOf(LinkCheck{{expired()}, 0}));
        press(QStringLiteral("tryAgain"));
        QTRY_COMPARE(views().size(), 1);
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
        m_page->resize(size);
        LinkVerdict longest = damaged(LinkDamage::MissingCharacter, 11, true);
        longest.customerName = QStringLiteral("Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessenschafe محمد بن عبد الرحمن");
        longest.findings = {blocking(FindingCode::EmailMissing, {Remedy::EditContact, Remedy::CopyLoginSteps})};
        check({expired(), longest});
        views().at(1)->setOpen(true);
        QTest::qWait(60);
        for (const QLabel *label : m_page->findChildren<QLabel *>())
            QVERIFY2(!label->isVisible() || !label->wordWrap() || label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
        for (const VerdictView *view : views()) QVERIFY(view->mapTo(m_page.get(), QPoint(view->width(), 0)).x() <= m_page->width());
        const QString folder = qEnvironmentVariable("LATCHKEY_PICTURES");
        if (!folder.isEmpty()) m_page->grab().save(QStringLiteral("%1/check-%2-%3.png").arg(folder, dark ? u"dark" : u"light").arg(size.width()));
        applyTheme(*qApp, ThemeChoice::Light);
    }
};

QTEST_MAIN(CheckPageTest)
#include "tst_check_page.moc"
