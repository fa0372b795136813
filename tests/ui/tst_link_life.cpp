// A link's life as marks on a bar: which, where, in which words; and the rows beneath it.
#include "tests/ui/contrast.h"
#include "tests/ui/panel_fixture.h"
#include "ui/panels/dotted_rows.h"
#include "ui/panels/timeline_block.h"
#include "ui/panels/timeline_rows.h"
#include "ui/theme/theme.h"
#include "ui/widgets/link_life.h"

#include <QLabel>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

constexpr Instant issued = testNow - 24min;

LoginLink link() {
    LoginLink made;
    made.id = LinkId(42);
    made.publicId = QStringLiteral("K7QM2X");
    made.agentName = QStringLiteral("Kim");
    made.issuedAt = issued;
    made.expiresAt = issued + 10min;
    return made;
}

TimelineEntry entry(Duration after, TimelineKind kind, qint64 id = 42) {
    TimelineEntry made;
    made.at = issued + after;
    made.kind = kind;
    made.link = LinkId(id);
    made.publicId = QStringLiteral("K7QM2X");
    return made;
}

QList<MarkKind> kinds(const LinkPicture &picture) {
    QList<MarkKind> all;
    for (const LinkMark &mark : picture.marks) all.append(mark.kind);
    return all;
}

}  // namespace

class LinkLifeTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void everythingThatBefellItHasItsMarkWhereItHappened() {
        const QList<TimelineEntry> timeline{entry(24min, TimelineKind::LinkRefused), entry(12min, TimelineKind::LinkRefused), entry(10min, TimelineKind::LinkExpired),
                                            entry(5min, TimelineKind::LinkOpened), entry(4min, TimelineKind::CodeSent), entry(2min, TimelineKind::LinkOpened, 41),
                                            entry(20s, TimelineKind::LinkOpenedByScanner), entry(1s, TimelineKind::LinkCopied), entry(0s, TimelineKind::LinkIssued)};
        const LinkPicture picture = pictureOf(link(), timeline, testNow);
        QCOMPARE(kinds(picture), QList<MarkKind>({MarkKind::Issued, MarkKind::Copied, MarkKind::OpenedByScanner, MarkKind::Opened, MarkKind::Expired, MarkKind::Refused, MarkKind::Refused}));
        QVERIFY(picture.expiry > 0.6 && picture.expiry < 1);
        QCOMPARE(picture.marks.at(0).place, 0.0);
        QCOMPARE(picture.marks.at(3).place, picture.expiry / 2);
        QCOMPARE(picture.marks.at(4).place, picture.expiry);
        QVERIFY(picture.marks.at(5).place > picture.expiry && picture.marks.at(5).place < 1);
        QCOMPARE(picture.marks.at(6).place, 1.0);
        QCOMPARE(picture.lived, picture.expiry);
    }

    void aLinkWithoutItsTimelineStillTellsOfIssueAndEnd_data() {
        QTest::addColumn<int>("end");
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("lived");
        QTest::newRow("used") << static_cast<int>(LinkEnd::Used) << static_cast<int>(MarkKind::Used) << 0.3;
        QTest::newRow("revoked") << static_cast<int>(LinkEnd::Revoked) << static_cast<int>(MarkKind::Revoked) << 0.3;
        QTest::newRow("e-mail changed") << static_cast<int>(LinkEnd::EmailChanged) << static_cast<int>(MarkKind::Voided) << 0.3;
        QTest::newRow("expired") << static_cast<int>(LinkEnd::None) << static_cast<int>(MarkKind::Expired) << 1.0;
    }

    void aLinkWithoutItsTimelineStillTellsOfIssueAndEnd() {
        QFETCH(int, end);
        QFETCH(int, kind);
        QFETCH(double, lived);
        LoginLink ended = link();
        ended.end = static_cast<LinkEnd>(end);
        if (ended.end != LinkEnd::None) ended.endedAt = issued + 3min;
        const LinkPicture picture = pictureOf(ended, {}, testNow);
        QCOMPARE(kinds(picture), QList<MarkKind>({MarkKind::Issued, static_cast<MarkKind>(kind)}));
        QVERIFY(qAbs(picture.lived - lived) < 1e-9 && qAbs(picture.marks.constLast().place - lived) < 1e-9);
    }

    void aLiveOneLivesOnAndThenExpires() {
        LinkLife life;
        life.set(link(), {}, issued + 5min);
        QCOMPARE(life.picture().lived, 0.5);
        QVERIFY(life.accessibleDescription().contains(QStringLiteral("Works until")));
        life.tick(issued + 9min);
        QCOMPARE(life.picture().lived, 0.9);
        life.tick(issued + 10min);
        QVERIFY(life.picture().state == LinkState::Expired && life.picture().marks.constLast().kind == MarkKind::Expired);
    }

    void itSaysEverythingInWords() {
        LinkLife life;
        TimelineEntry scanner = entry(20s, TimelineKind::LinkOpenedByScanner);
        scanner.visitor = VisitKind::TooFast;
        TimelineEntry start = entry(0s, TimelineKind::LinkIssued);
        start.agentName = QStringLiteral("Kim");
        start.desk = QStringLiteral("front-1");
        TimelineEntry pressed = entry(12min, TimelineKind::LinkRefused);
        pressed.state = LinkState::Expired;
        pressed.pressed = true;
        life.set(link(), {pressed, scanner, start}, testNow);
        QCOMPARE(life.accessibleName(), QStringLiteral("Life of Magic login link K7QM2X"));
        QCOMPARE(life.accessibleDescription(),
                 QStringLiteral("23:36:00 Issued by Kim (from Customers, at the desk front-1). 23:36:20 Opened by a mail scanner, no button pressed: nothing spent (it came sooner after "
                                "delivery than a person can). 23:46:00 Expired. 23:48:00 Button pressed by the customer after it had expired: the page offered a code by e-mail or SMS."));
    }

    void noMarkCoversAnother_data() {
        QTest::addColumn<int>("width");
        for (const int width : {180, 268, 400, 760}) QTest::addRow("%d", width) << width;
    }

    void noMarkCoversAnother() {
        QFETCH(int, width);
        LinkLife life;
        life.resize(width, life.sizeHint().height());
        life.set(link(),
                 {entry(11min, TimelineKind::LinkRefused), entry(10min, TimelineKind::LinkExpired), entry(599s, TimelineKind::LinkOpened), entry(3s, TimelineKind::LinkOpenedByScanner),
                  entry(2s, TimelineKind::LetterDelivered), entry(1s, TimelineKind::LinkCopied), entry(0s, TimelineKind::LinkIssued)},
                 testNow);
        const QList<QRectF> rects = life.markRects();
        QCOMPARE(rects.size(), life.picture().marks.size());
        for (int i = 0; i < rects.size(); ++i) {
            QVERIFY(rects.at(i).left() >= 0 && rects.at(i).right() <= width);
            if (i > 0) QVERIFY(rects.at(i).left() >= rects.at(i - 1).right());
        }
    }

    void marksStandOutFromTheirGround_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void marksStandOutFromTheirGround() {
        QFETCH(bool, dark);
        applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
        const Colours &c = colours();
        for (const QColor &colour : {c.accent, c.textFaint, c.success, c.danger, c.warning}) QVERIFY2(contrast(colour, c.surface) >= 3, qPrintable(colour.name()));
        for (const QColor &colour : {c.success, c.danger}) QVERIFY2(contrast(colour, c.accentText) >= 3, qPrintable(colour.name()));
        applyTheme(*qApp, ThemeChoice::Light);
    }

    void aLinkCopiedAsItWasIssuedIsOneRow() {
        TimelineEntry copied = entry(2s, TimelineKind::LinkCopied);
        copied.reply = true;
        const QList<TimelineLine> lines = linesOf({entry(20s, TimelineKind::LinkOpenedByScanner), copied, entry(0s, TimelineKind::LinkIssued)});
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines.at(1).words(TimelineOf::Customer), QStringLiteral("Magic login link K7QM2X issued, copied as reply"));
        QCOMPARE(lines.at(1).words(TimelineOf::OneLink), QStringLiteral("Issued, copied as reply"));
        // Copied later, by another, or of another link, it has its own.
        TimelineEntry other = copied;
        other.agentName = QStringLiteral("Alex");
        QCOMPARE(linesOf({other, entry(0s, TimelineKind::LinkIssued)}).size(), 2);
        QCOMPARE(linesOf({entry(2min, TimelineKind::LinkCopied), entry(0s, TimelineKind::LinkIssued)}).size(), 2);
        QCOMPARE(linesOf({entry(2s, TimelineKind::LinkCopied, 41), entry(0s, TimelineKind::LinkIssued)}).size(), 2);
    }

    void theNewestLinkIsToldFromATimeline() {
        QVERIFY(!newestLinkOf({entry(0s, TimelineKind::ContactChanged, 0)}, {}, 10min));
        const auto used = newestLinkOf({entry(3min, TimelineKind::LinkUsed), entry(0s, TimelineKind::LinkIssued), entry(-60min, TimelineKind::LinkIssued, 41)}, {}, 10min);
        QVERIFY(used && used->id == LinkId(42) && used->end == LinkEnd::Used && used->expiresAt == issued + 10min);
        QVERIFY(!newestLinkOf({entry(3min, TimelineKind::LinkUsed)}, {}, 10min));  // issued too long ago to be told of
        LoginLink longer = link();
        longer.expiresAt = issued + 60min;
        const auto live = newestLinkOf({entry(0s, TimelineKind::LinkIssued)}, {longer}, 10min);
        QVERIFY(live && live->expiresAt == issued + 60min);
    }

    void theCustomersTimelineShowsTheNewestLinksLife() {
        CustomerDetails details = amelie();
        QWidget window;
        TimelineBlock block(&window);
        block.set(details, 10min, testNow);
        QVERIFY(block.findChild<LinkLife *>()->isHidden());
        details.timeline = {entry(10min, TimelineKind::LinkExpired), entry(0s, TimelineKind::LinkIssued)};
        block.set(details, 10min, testNow);
        auto *life = block.findChild<LinkLife *>();
        QVERIFY(!life->isHidden());
        QCOMPARE(kinds(life->picture()), QList<MarkKind>({MarkKind::Issued, MarkKind::Expired}));
        QCOMPARE(block.findChild<DottedRows *>()->count(), 2);
    }

    void itIsPaintedByDayAndByNight() {
        const QString folder = qEnvironmentVariable("LATCHKEY_PICTURES");
        for (const bool dark : {false, true}) {
            applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
            QWidget window;
            window.setAutoFillBackground(true);
            window.setBackgroundRole(QPalette::Base);
            int y = 10;
            const auto add = [&](const LoginLink &its, const QList<TimelineEntry> &timeline, Instant now, int width) {
                auto *life = new LinkLife(&window);
                life->set(its, timeline, now);
                life->setGeometry(10, y, width, life->sizeHint().height());
                y += life->height() + 10;
            };
            LoginLink used = link();
            used.end = LinkEnd::Used;
            used.endedAt = issued + 4min;
            LoginLink revoked = used;
            revoked.end = LinkEnd::Revoked;
            const QList<TimelineEntry> story{entry(20s, TimelineKind::LinkOpenedByScanner), entry(2s, TimelineKind::LinkCopied), entry(0s, TimelineKind::LinkIssued)};
            for (const int width : {560, 268}) {
                add(link(), story, issued + 4min, width);
                add(used, QList<TimelineEntry>{entry(225s, TimelineKind::LinkOpened)} + story, testNow, width);
                add(link(), QList<TimelineEntry>{entry(24min, TimelineKind::LinkRefused), entry(13min, TimelineKind::LinkOpenedByScanner), entry(5min, TimelineKind::LinkOpened)} + story, testNow, width);
                add(revoked, QList<TimelineEntry>{entry(6min, TimelineKind::LinkRefused)} + story, testNow, width);
            }
            window.resize(580, y);
            const QPixmap picture = window.grab();
            QCOMPARE(picture.size() / picture.devicePixelRatio(), window.size());
            if (!folder.isEmpty()) QVERIFY(picture.save(QStringLiteral("%1/life-%2.png").arg(folder, dark ? u"dark" : u"light")));
        }
        applyTheme(*qApp, ThemeChoice::Light);
    }
};

QTEST_MAIN(LinkLifeTest)
#include "tst_link_life.moc"
