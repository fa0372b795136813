// Every ordinary mishap that befalls a token can be undone, and hardly anything else is taken for one.
#include "models/domain/link_token_repair.h"

#include <QTest>

#include <algorithm>

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

// How the whole token is found among the repairs; nothing when it is not.
std::optional<TokenRepair> repairTo(const QByteArray &whole, const QByteArray &damaged) {
    const QList<TokenRepair> repairs = repairsOf(damaged);
    const auto found = std::find_if(repairs.cbegin(), repairs.cend(), [&whole](const TokenRepair &repair) { return repair.token.reveal() == whole; });
    return found == repairs.cend() ? std::nullopt : std::optional(*found);
}

bool is(const std::optional<TokenRepair> &repair, LinkDamage damage, int at) { return repair && repair->damage == damage && repair->at == at; }

}  // namespace

class LinkTokenRepairTest : public QObject {
    Q_OBJECT

private slots:
    void everyMishapIsUndone() {
        for (unsigned seed = 0; seed < 30; ++seed) {
            const QByteArray whole = linkTokenFromRandom(sample(seed)).reveal();
            for (int at = 0; at < linkTokenLength; ++at) {
                QByteArray wrong = whole;
                wrong[at] = whole[at] == 'q' ? 'w' : 'q';
                QVERIFY(is(repairTo(whole, wrong), LinkDamage::WrongCharacter, at));
                wrong[at] = 'u';
                QVERIFY(is(repairTo(whole, wrong), LinkDamage::WrongCharacter, at));
                QVERIFY(repairTo(whole, QByteArray(whole).remove(at, 1)));
                QVERIFY(repairTo(whole, QByteArray(whole).insert(at, 'q')));
                if (at + 1 == linkTokenLength || whole[at] == whole[at + 1]) continue;
                QByteArray swapped = whole;
                std::swap(swapped[at], swapped[at + 1]);
                QVERIFY(is(repairTo(whole, swapped), LinkDamage::SwappedCharacters, at));
            }
            QVERIFY(is(repairTo(whole, whole.first(26)), LinkDamage::CutOff, 26));
            QVERIFY(is(repairTo(whole, whole + "zzz"), LinkDamage::ExtraCharacter, 28));
        }
    }

    // Each is a look-up in the store.
    void thereAreFewRepairs() {
        for (unsigned seed = 0; seed < 200; ++seed) {
            const QByteArray whole = linkTokenFromRandom(sample(seed)).reveal();
            for (const QByteArray &damaged : {whole.first(27), whole.first(13) + whole.sliced(14), whole + 'z', whole.first(26)})
                QVERIFY(repairsOf(damaged).size() <= 12);
        }
    }

    void whatIsTooFarGoneIsLeftAlone() {
        const QByteArray whole = linkTokenFromRandom(sample(1)).reveal();
        QVERIFY(repairsOf(QByteArray()).isEmpty());
        QVERIFY(repairsOf(whole.first(25)).isEmpty());
        QVERIFY(repairsOf(whole.sliced(3) + "zzzzzz").isEmpty());
        QByteArray foreign = whole.first(26);
        foreign[4] = 'u';
        QVERIFY(repairsOf(foreign).isEmpty());
        QCOMPARE(likelyDamage(whole.first(25), {}).damage, LinkDamage::CutOff);
        QCOMPARE(likelyDamage(whole.first(25), {}).at, 25);
        QCOMPARE(likelyDamage(whole + "zzzzz", {}).damage, LinkDamage::Unclear);
    }

    void lettersThatLookLikeDigitsAreRead() {
        const FoldedToken folded = foldToken("A0O1iIlLu");
        QCOMPARE(folded.token.reveal(), QByteArray("a0011111u"));
        QVERIFY(folded.upperCase);
        QCOMPARE(folded.lookAlikes, 5);
        QVERIFY(!foldToken("a01").upperCase);
    }
};

QTEST_APPLESS_MAIN(LinkTokenRepairTest)
#include "tst_link_token_repair.moc"
