// Server-sent events however their bytes are cut, and whatever stands between them.
#include "models/json/json.h"
#include "services/client/event_parser.h"

#include <QTest>

using namespace latchkey;

namespace {

QByteArray eventBytes(qint64 link, const QByteArray &lineEnd) {
    JsonWriter out;
    writeJson(out, Event{EventKind::LinkUsed, CustomerId(1), LinkId(link), Instant(5)});
    return "event: link-used" + lineEnd + "data: " + QByteArray::fromStdString(out.take()) + lineEnd + lineEnd;
}

}  // namespace

class EventParserTest : public QObject {
    Q_OBJECT
private slots:
    void events_are_read_however_they_are_cut() {
        for (const char *lineEnd : {"\n", "\r\n"}) {
            const QByteArray bytes = ": hello\n\n" + eventBytes(1, lineEnd) + ": beat\n\n" + eventBytes(2, lineEnd);
            for (int piece = 1; piece < bytes.size(); piece += 3) {
                EventParser parser;
                QList<qint64> links;
                for (int at = 0; at < bytes.size(); at += piece)
                    for (const Event &event : parser.feed(bytes.mid(at, piece))) links.append(event.link.value());
                QCOMPARE(links, (QList<qint64>{1, 2}));
            }
        }
    }

    void what_is_not_ours_is_passed_over() {
        EventParser parser;
        QVERIFY(parser.feed("event: x\ndata: nonsense\n\ndata: {}\n\nretry: 5\nid: 7\n\ndata\n\n\n\n").isEmpty());
        QCOMPARE(parser.feed(eventBytes(3, "\n")).size(), 1);
    }

    void an_endless_line_does_not_fill_the_memory_and_the_next_event_is_read() {
        EventParser parser;
        for (int i = 0; i < 1000; ++i) QVERIFY(parser.feed(QByteArray(10000, 'x')).isEmpty());
        QVERIFY(parser.feed("\n\n").isEmpty());
        QCOMPARE(parser.feed(eventBytes(4, "\n")).size(), 1);
    }
};

QTEST_GUILESS_MAIN(EventParserTest)
#include "tst_event_parser.moc"
