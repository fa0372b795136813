// Damage to a link token is always noticed when one or two characters are wrong, and one wrong character is found.
#include "models/domain/link_token.h"

#include <QTest>

using namespace latchkey;

namespace {

std::array<unsigned char, 17> sample(unsigned seed) {
    std::array<unsigned char, 17> random{};
    for (unsigned char &byte : random) {
        seed = seed * 1664525U + 1013904223U;
        byte = static_cast<unsigned char>(seed >> 24);
    }
    return random;
}

}  // namespace

class LinkTokenTest : public QObject {
    Q_OBJECT

private slots:
    void freshTokensAreWhole();
    void everyOfThe130BitsCounts();
    void everyOneCharacterErrorIsNoticedAndFound();
    void everyTwoCharacterErrorIsNoticed();
    void swappedNeighboursAreNoticed();
    void aForeignCharacterIsFound();
    void otherTextsAreNotWhole();
};

void LinkTokenTest::freshTokensAreWhole() {
    for (unsigned seed = 0; seed < 2000; ++seed) {
        const LinkToken token = linkTokenFromRandom(sample(seed));
        QCOMPARE(token.reveal().size(), linkTokenLength);
        QVERIFY(linkTokenIsWhole(token.reveal()));
        QVERIFY(!locateWrongCharacter(token.reveal()));
    }
}

void LinkTokenTest::everyOfThe130BitsCounts() {
    const QByteArray plain = linkTokenFromRandom(sample(1)).reveal();
    for (unsigned bit = 0; bit < 136; ++bit) {
        std::array<unsigned char, 17> random = sample(1);
        random[bit / 8] = static_cast<unsigned char>(random[bit / 8] ^ (0x80U >> (bit % 8)));
        QCOMPARE(linkTokenFromRandom(random).reveal() != plain, bit < 130);
    }
}

void LinkTokenTest::everyOneCharacterErrorIsNoticedAndFound() {
    for (unsigned seed = 0; seed < 50; ++seed) {
        const QByteArray whole = linkTokenFromRandom(sample(seed)).reveal();
        for (int at = 0; at < linkTokenLength; ++at) {
            for (const char c : QByteArrayView(base32Alphabet)) {
                QByteArray wrong = whole;
                wrong[at] = c;
                if (wrong == whole) continue;
                QVERIFY(!linkTokenIsWhole(wrong));
                QCOMPARE(locateWrongCharacter(wrong), std::optional(at));
            }
        }
    }
}

void LinkTokenTest::everyTwoCharacterErrorIsNoticed() {
    const QByteArray whole = linkTokenFromRandom(sample(7)).reveal();
    const QByteArrayView alphabet(base32Alphabet);
    int missed = 0;
    for (int first = 0; first < linkTokenLength; ++first) {
        for (int second = first + 1; second < linkTokenLength; ++second) {
            for (const char a : alphabet) {
                for (const char b : alphabet) {
                    QByteArray wrong = whole;
                    wrong[first] = a;
                    wrong[second] = b;
                    if (wrong != whole && linkTokenIsWhole(wrong)) ++missed;
                }
            }
        }
    }
    QCOMPARE(missed, 0);
}

void LinkTokenTest::swappedNeighboursAreNoticed() {
    const QByteArray whole = linkTokenFromRandom(sample(3)).reveal();
    for (int at = 0; at + 1 < linkTokenLength; ++at) {
        QByteArray wrong = whole;
        std::swap(wrong[at], wrong[at + 1]);
        if (wrong != whole) QVERIFY(!linkTokenIsWhole(wrong));
    }
}

void LinkTokenTest::aForeignCharacterIsFound() {
    for (unsigned seed = 0; seed < 50; ++seed) {
        const QByteArray whole = linkTokenFromRandom(sample(seed)).reveal();
        for (int at = 0; at < linkTokenLength; ++at) {
            QByteArray wrong = whole;
            wrong[at] = 'u';
            QVERIFY(!linkTokenIsWhole(wrong));
            QCOMPARE(locateWrongCharacter(wrong), std::optional(at));
            wrong[(at + 5) % linkTokenLength] = '-';
            QVERIFY(!locateWrongCharacter(wrong));
        }
    }
}

void LinkTokenTest::otherTextsAreNotWhole() {
    const QByteArray whole = linkTokenFromRandom(sample(9)).reveal();
    QVERIFY(!linkTokenIsWhole({}));
    QVERIFY(!linkTokenIsWhole(whole.left(27)));
    QVERIFY(!linkTokenIsWhole(whole + '0'));
    QVERIFY(!linkTokenIsWhole(QByteArray(28, '\xff')));
    QVERIFY(!linkTokenIsWhole(whole.toUpper()));
    QVERIFY(!locateWrongCharacter(whole.left(27)));
}

QTEST_APPLESS_MAIN(LinkTokenTest)
#include "tst_link_token.moc"
