// Which of our languages a browser would rather have.
#include "models/domain/language.h"

#include <QTest>

using namespace latchkey;

class LanguageTest : public QObject {
    Q_OBJECT

private slots:
    void theHeadersFavouriteOfOursIsTaken_data();
    void theHeadersFavouriteOfOursIsTaken();
    void everyNameLeadsBack();
};

void LanguageTest::theHeadersFavouriteOfOursIsTaken_data() {
    QTest::addColumn<QString>("header");
    QTest::addColumn<std::optional<Language>>("language");
    const auto row = [](const char *header, std::optional<Language> language) { QTest::newRow(header) << QString::fromUtf8(header) << language; };
    row("", std::nullopt);
    row("de", Language::German);
    row("DE", Language::German);
    row("de-AT", Language::German);
    row("de-AT,de;q=0.9,en;q=0.8", Language::German);
    row("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", Language::French);
    row("en;q=0.5, es;q=0.9", Language::Spanish);
    row("es ; q=0.9 , en ; q=0.95", Language::English);
    row("fr,en", Language::French);
    row("ja, ko;q=0.9", std::nullopt);
    row("ja, en;q=0.1", Language::English);
    row("*", std::nullopt);
    row("de;q=0", std::nullopt);
    row("de;q=0, en;q=0.1", Language::English);
    row("de;q=nonsense, en;q=0.2", Language::English);
    row("deutsch", std::nullopt);
    row("d", std::nullopt);
    row(";;;,,,q=", std::nullopt);
}

void LanguageTest::theHeadersFavouriteOfOursIsTaken() {
    QFETCH(QString, header);
    QFETCH(std::optional<Language>, language);
    QCOMPARE(languageFromAccept(header), language);
}

void LanguageTest::everyNameLeadsBack() {
    for (int i = 0; i < languageCount; ++i) {
        const auto language = static_cast<Language>(i);
        QCOMPARE(toText(language).size(), 2);
        QCOMPARE(languageFromText(toText(language)), std::optional(language));
    }
    QVERIFY(!languageFromText(u"") && !languageFromText(u"EN") && !languageFromText(u"it"));
}

QTEST_APPLESS_MAIN(LanguageTest)
#include "tst_language.moc"
