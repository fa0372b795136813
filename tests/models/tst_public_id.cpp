// Public ids name each link once, can be read back, and tell nothing of the row without the key.
#include "models/domain/public_id.h"

#include <QSet>
#include <QTest>

using namespace latchkey;

class PublicIdTest : public QObject {
    Q_OBJECT

private slots:
    void everyRowHasItsOwnAndLeadsBack();
    void theLastRowsWorkToo();
    void anotherKeyGivesAnotherId();
    void neighboursDoNotLookAlike();
    void misreadCharactersAreForgiven();
    void otherTextsNameNothing_data();
    void otherTextsNameNothing();
};

namespace {
constexpr quint64 key = 0x1234567890abcdefULL;
}

void PublicIdTest::everyRowHasItsOwnAndLeadsBack() {
    QSet<QString> seen;
    for (qint64 row = 1; row <= 50'000; ++row) {
        const QString text = publicIdOf(LinkId(row), key);
        QCOMPARE(text.size(), 6);
        QCOMPARE(linkOfPublicId(text, key), std::optional(LinkId(row)));
        QCOMPARE(linkOfPublicId(text.toLower(), key), std::optional(LinkId(row)));
        seen.insert(text);
    }
    QCOMPARE(seen.size(), 50'000);
}

void PublicIdTest::theLastRowsWorkToo() {
    const qint64 last = (qint64(1) << 30) - 1;
    for (qint64 row = last - 100; row <= last; ++row) QCOMPARE(linkOfPublicId(publicIdOf(LinkId(row), key), key), std::optional(LinkId(row)));
    QSet<QString> seen;
    for (qint64 row = last + 1; row < last + 1000; ++row) {
        const QString text = publicIdOf(LinkId(row), key);
        QCOMPARE(text.size(), 8);
        QCOMPARE(linkOfPublicId(text.toLower(), key), std::optional(LinkId(row)));
        seen.insert(text);
    }
    QCOMPARE(seen.size(), 999);
    QCOMPARE(publicIdOf(LinkId(qint64(1) << 40), key), QString());
    QCOMPARE(publicIdOf(LinkId(), key), QString());
}

void PublicIdTest::anotherKeyGivesAnotherId() {
    int same = 0;
    for (qint64 row = 1; row <= 1000; ++row) same += publicIdOf(LinkId(row), key) == publicIdOf(LinkId(row), key + 1) ? 1 : 0;
    QCOMPARE(same, 0);
}

void PublicIdTest::neighboursDoNotLookAlike() {
    int alike = 0;
    for (qint64 row = 1; row <= 1000; ++row) alike += publicIdOf(LinkId(row), key).left(3) == publicIdOf(LinkId(row + 1), key).left(3) ? 1 : 0;
    QVERIFY(alike < 5);
}

void PublicIdTest::misreadCharactersAreForgiven() {
    for (qint64 row = 1; row <= 1000; ++row) {
        QString text = publicIdOf(LinkId(row), key);
        text.replace(u'0', u'O').replace(u'1', u'l');
        QCOMPARE(linkOfPublicId(text, key), std::optional(LinkId(row)));
    }
}

void PublicIdTest::otherTextsNameNothing_data() {
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "K7QM2", "K7QM2XX", "K7QM2U", "K7-M2X", "K7QM2é"}) QTest::newRow(text) << QString::fromUtf8(text);
}

void PublicIdTest::otherTextsNameNothing() {
    QFETCH(QString, text);
    QVERIFY(!linkOfPublicId(text, key));
}

QTEST_APPLESS_MAIN(PublicIdTest)
#include "tst_public_id.moc"
