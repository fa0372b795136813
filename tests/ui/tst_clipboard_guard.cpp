// What the clipboard carries, and that only our own text is ever taken off it.
#include "ui/clipboard_guard.h"

#include <QApplication>
#include <QClipboard>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

using namespace latchkey;
using namespace std::chrono_literals;

class ClipboardGuardTest : public QObject {
    Q_OBJECT
private slots:
    void init() { QApplication::clipboard()->clear(); }

    void a_secret_is_text_and_html_and_marked() {
        ClipboardGuard guard(*QApplication::clipboard());
        guard.copySecret(QStringLiteral("secret"), QStringLiteral("<b>secret</b>"), 10min);
        const QMimeData *data = QApplication::clipboard()->mimeData();
        QCOMPARE(data->text(), QStringLiteral("secret"));
        QCOMPARE(data->html(), QStringLiteral("<b>secret</b>"));
        QCOMPARE(data->data(QStringLiteral("x-kde-passwordManagerHint")), QByteArray("secret"));
        QVERIFY(guard.holdsOurs());
    }

    void it_is_cleared_when_its_life_ends() {
        ClipboardGuard guard(*QApplication::clipboard());
        QSignalSpy cleared(&guard, &ClipboardGuard::cleared);
        guard.copySecret(QStringLiteral("secret"), {}, 60ms);
        QTRY_COMPARE(cleared.size(), 1);
        QVERIFY(QApplication::clipboard()->text().isEmpty());
    }

    void what_came_after_it_stays() {
        ClipboardGuard guard(*QApplication::clipboard());
        guard.copySecret(QStringLiteral("secret"), {}, 60ms);
        QApplication::clipboard()->setText(QStringLiteral("mine"));
        QTest::qWait(120);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("mine"));
        QVERIFY(!guard.holdsOurs());
    }

    void a_second_secret_gets_its_own_life() {
        ClipboardGuard guard(*QApplication::clipboard());
        guard.copySecret(QStringLiteral("first"), {}, 60ms);
        guard.copySecret(QStringLiteral("second"), {}, 10min);
        QTest::qWait(120);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("second"));
    }

    void at_the_end_of_the_program_it_is_cleared() {
        {
            ClipboardGuard guard(*QApplication::clipboard());
            guard.copySecret(QStringLiteral("secret"), {}, 10min);
        }
        QVERIFY(QApplication::clipboard()->text().isEmpty());
    }

    void a_plain_copy_is_neither_marked_nor_cleared() {
        {
            ClipboardGuard guard(*QApplication::clipboard());
            guard.copySecret(QStringLiteral("secret"), {}, 60ms);
            guard.copyPlain(QStringLiteral("https://portal.example.com/login"));
            QVERIFY(QApplication::clipboard()->mimeData()->data(QStringLiteral("x-kde-passwordManagerHint")).isEmpty());
            QTest::qWait(120);
        }
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("https://portal.example.com/login"));
    }

    void without_a_life_it_is_marked_but_stays() {
        {
            ClipboardGuard guard(*QApplication::clipboard());
            guard.copySecret(QStringLiteral("secret"), {}, 0ms);
            guard.clearIfOurs();
        }
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("secret"));
    }
};

QTEST_MAIN(ClipboardGuardTest)
#include "tst_clipboard_guard.moc"
