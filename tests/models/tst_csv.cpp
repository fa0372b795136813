// A line of CSV reads back as it was, and no cell runs as a formula.
#include "models/domain/csv.h"

#include <QTest>

using namespace latchkey;

class CsvTest : public QObject {
    Q_OBJECT

private slots:
    void aCellIsQuotedAndDisarmed_data() {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QByteArray>("written");
        const auto row = [](const char *name, const char *cell, const char *written) { QTest::newRow(name) << QString::fromUtf8(cell) << QByteArray(written); };
        row("words", "Kim Moreau", "Kim Moreau");
        row("nothing", "", "");
        row("UTF-8", "Amélie", "Amélie");
        row("a comma", "Durand, Amélie", "\"Durand, Amélie\"");
        row("quotes", "the \"old\" one", "\"the \"\"old\"\" one\"");
        row("a line break", "one\ntwo", "\"one\ntwo\"");
        row("a semicolon", "a;b", "a;b");
        row("blanks around", " a ", "\" a \"");
        row("equals", "=1+1", "'=1+1");
        row("plus", "+44 20 7946 0018", "'+44 20 7946 0018");
        row("minus", "-2", "'-2");
        row("at", "@SUM(A1)", "'@SUM(A1)");
        row("a formula behind blanks", "  =cmd|' /C calc'!A0", "'  =cmd|' /C calc'!A0");
        row("a formula with a comma", "=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\"");
        row("a tab", "\t=1", "'\t=1");
        row("a minus within", "a-b", "a-b");
    }

    void aCellIsQuotedAndDisarmed() {
        QFETCH(QString, cell);
        QFETCH(QByteArray, written);
        QCOMPARE(csvLine({cell}), written + "\r\n");
        QCOMPARE(csvLine({QStringLiteral("x"), cell, QStringLiteral("y")}), "x," + written + ",y\r\n");
    }
};

QTEST_GUILESS_MAIN(CsvTest)
#include "tst_csv.moc"
