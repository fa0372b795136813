// The same text for the same eyes: accents, cases, spaces and invisible characters do not hide anybody.
#include "models/domain/customer.h"
#include "models/domain/text_folding.h"

#include <QTest>

using namespace latchkey;

class TextFoldingTest : public QObject {
    Q_OBJECT

private slots:
    void textsFold_data();
    void textsFold();
    void invisibleCharactersAreTrimmed_data();
    void invisibleCharactersAreTrimmed();
    void namesAreMasked_data();
    void namesAreMasked();
    void foldingIsFast();
};

namespace {
void row(const char *text, const char *folded) { QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(folded); }
}  // namespace

void TextFoldingTest::textsFold_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("folded");
    row("", "");
    row("   ", "");
    row("Amélie  DURAND", "amelie durand");
    row("  Ann \t Lee\n", "ann lee");
    row("A\x01nn\x7f", "ann");
    row("Ame\u0301lie", "amelie");
    row("STRASSE", "strasse");
    row("Straße", "strasse");
    row("STRAẞE", "strasse");
    row("Søren Ærø", "soren aero");
    row("Œuvre", "oeuvre");
    row("Łódź", "lodz");
    row("Đorđe", "dorde");
    row("Işık", "isik");
    row("İstanbul", "istanbul");
    row("ﬁne", "fine");
    row("Ａｎｎ\u3000Lee", "ann lee");
    row("O’Brien", "o'brien");
    row("an\u200bn\u00ad", "ann");
    row("Σίσυφος", "σισυφοσ");
    row("Йошкар", "иошкар");
    row("한국어", "한국어");
    row("ガ", "ガ");
    row("김 민준", "김 민준");
    row("हिन्दी", "हिन्दी");
    row("😀 Ann", "😀 ann");
}

void TextFoldingTest::textsFold() {
    QFETCH(QString, text);
    QFETCH(QString, folded);
    QCOMPARE(foldForSearch(text), folded);
    QCOMPARE(foldForSearch(folded), folded);
    // What is typed apart folds like what is typed in one.
    QCOMPARE(foldForSearch(text.normalized(QString::NormalizationForm_D)), folded);
}

void TextFoldingTest::invisibleCharactersAreTrimmed_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("trimmed");
    row("", "");
    row("Ann Lee", "Ann Lee");
    row("  Ann  Lee \r\n", "Ann  Lee");
    row("\ufeffAnn\u200b", "Ann");
    row("\u200e\u00a0Ann\u00a0\u200f", "Ann");
    row("A\u200bn\u2060n", "Ann");
    row("\u3000\u2003", "");
    row("José 😀", "José 😀");
    row("A\x02nn", "Ann");
}

void TextFoldingTest::invisibleCharactersAreTrimmed() {
    QFETCH(QString, text);
    QFETCH(QString, trimmed);
    QCOMPARE(trimInvisible(text), trimmed);
}

void TextFoldingTest::namesAreMasked_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("mask");
    row("", "");
    row("Alice Durand", "A•••• D•••••");
    row("  Alice   Durand ", "A•••• D•••••");
    row("Bartholomew", "B••••••");
    row("Christopher", "C••••••");
    row("X", "X•");
    row("E\u0301lo", "É••");
    row("𝒜nn", "𝒜••");
}

void TextFoldingTest::namesAreMasked() {
    QFETCH(QString, name);
    QFETCH(QString, mask);
    QCOMPARE(maskName(name), mask);
}

void TextFoldingTest::foldingIsFast() {
    const QString text = QStringLiteral("Christopher  Montgomery-Smith");
    QBENCHMARK { foldForSearch(text); }
}

QTEST_APPLESS_MAIN(TextFoldingTest)
#include "tst_text_folding.moc"
