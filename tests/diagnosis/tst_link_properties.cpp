// Random manglings: what keeps all characters of a live link leaves it live, one slip is found, and noise is never a link.
#include "services/diagnosis/link_inspector.h"
#include "services/diagnosis/unwrap.h"
#include "tests/diagnosis/link_corpus.h"
#include "tests/diagnosis/link_shop.h"
#include "tests/support/verify.h"

#include <QElapsedTimer>
#include <QTest>

#include <random>

using namespace latchkey;

namespace {

class Dice {
public:
    explicit Dice(unsigned seed) : m_engine(seed) {}
    int below(int limit) { return static_cast<int>(m_engine() % static_cast<unsigned>(limit)); }

private:
    std::mt19937 m_engine;  // the same numbers everywhere, so that a failure comes again
};

QString brokenAt(const QString &text, int at, const QString &with) { return text.left(at) + with + text.mid(at); }

// What wraps an address into another address.
QString wrapped(const QString &url, Dice &dice) {
    switch (dice.below(8)) {
        case 0:
            return stepped(url, QStringLiteral("safe_links"));
        case 1:
            return stepped(url, QStringLiteral("proofpoint3"));
        case 2:
            return QStringLiteral("https://urldefense.proofpoint.com/v2/url?u=") + stepped(url, QStringLiteral("underscored")) +
                   QStringLiteral("&d=DwM");
        case 3:
            return QStringLiteral("https://linkprotect.cudasvc.com/url?a=") + stepped(url, QStringLiteral("percent")) + QStringLiteral("&c=E,1,x");
        case 4:
            return QStringLiteral("https://www.google.com/url?q=") + stepped(url, QStringLiteral("percent")) + QStringLiteral("&sa=D");
        case 5:
            return QStringLiteral("https://eu-west-1.protection.sophos.com/?d=example.com&u=") + stepped(url, QStringLiteral("base64"));
        case 6:
            return QStringLiteral("https://mandrillapp.com/track/click/1/portal.example.com?p=") +
                   stepped(stepped(url, QStringLiteral("url_json")), QStringLiteral("base64"));
        default:
            return stepped(url, QStringLiteral("percent"));
    }
}

// What a program or a person does to the text that an address stands in.
QString dressed(const QString &url, Dice &dice) {
    const int at = 1 + dice.below(static_cast<int>(url.size()) - 1);
    switch (dice.below(9)) {
        case 0:
            return QStringLiteral("<%1>.").arg(url);
        case 1:
            return QStringLiteral("Hello, (%1) is what I pressed; it is dead").arg(url);
        case 2:
            return brokenAt(url, at, QStringLiteral("\n"));
        case 3:
            return QStringLiteral("> ") + brokenAt(url, at, QStringLiteral("\n> "));
        case 4:
            return brokenAt(url, at, QString(QChar(0x200B)));
        case 5:
            return QStringLiteral("<a href=\"%1\">open</a>").arg(QString(url).replace(QLatin1Char('&'), QStringLiteral("&amp;")));
        case 6: {
            const QString equals = QStringLiteral("=3D");
            return url.left(at).replace(QLatin1Char('='), equals) + QStringLiteral("=\n") + url.mid(at).replace(QLatin1Char('='), equals);
        }
        case 7:
            return QStringLiteral("From: a@example.com\nTo: b@example.com\nSubject: x\n\n%1\n").arg(url);
        default:
            return stepped(url, QStringLiteral("entities"));
    }
}

}  // namespace

class TestLinkProperties : public QObject {
    Q_OBJECT
private slots:
    void manglingsThatKeepAllCharactersLeaveALinkLive() {
        Dice dice(1);
        for (int i = 0; i < 3000; ++i) {
            QString url = m_shop.url();
            const int wrappers = dice.below(4);
            for (int w = 0; w < wrappers; ++w) url = wrapped(url, dice);
            const QString text = dressed(url, dice);
            const FoundLinks found = findLinks(text, LinkShop::base);
            const QByteArray round = "round " + QByteArray::number(i);
            QVERIFY2(found.links.size() == 1, round.constData());
            QVERIFY2(found.links.first().code == VerdictCode::Live, round.constData());
            QVERIFY2(found.links.first().token.reveal() == m_shop.token, round.constData());
            QVERIFY2(found.links.first().undone.last().kind == UndoneKind::CheckAgrees, round.constData());
        }
    }

    void everyWrongCharacterIsLocated() {
        for (int at = 0; at < linkTokenLength; ++at) {
            for (const char c : QByteArrayView(base32Alphabet, 32)) {
                QByteArray wrong = m_shop.token;
                wrong[at] = c;
                if (wrong == m_shop.token) continue;
                const LinkVerdict verdict = only(wrong);
                QCOMPARE(verdict.code, VerdictCode::Damaged);
                QCOMPARE(verdict.damage, LinkDamage::WrongCharacter);
                QCOMPARE(verdict.damageAt, at);
                QVERIFY(verdict.link && verdict.link->id == m_shop.live);
            }
        }
    }

    void everySwapIsLocated() {
        for (int at = 0; at + 1 < linkTokenLength; ++at) {
            QByteArray wrong = m_shop.token;
            std::swap(wrong[at], wrong[at + 1]);
            const LinkVerdict verdict = only(wrong);
            QCOMPARE(verdict.damage, LinkDamage::SwappedCharacters);
            QCOMPARE(verdict.damageAt, at);
            QVERIFY(verdict.link && verdict.link->id == m_shop.live);
        }
    }

    void everyMissingAndEveryExtraCharacterIsLocated() {
        for (int at = 0; at < linkTokenLength; ++at) {
            const LinkVerdict missing = only(QByteArray(m_shop.token).remove(at, 1));
            QCOMPARE(missing.damage, at == linkTokenLength - 1 ? LinkDamage::CutOff : LinkDamage::MissingCharacter);
            QCOMPARE(missing.damageAt, at);
            QVERIFY(missing.link && missing.link->id == m_shop.live);
            // A letter beside its like is one of two at either place.
            const char extra = m_shop.token[at] == 'q' || (at > 0 && m_shop.token[at - 1] == 'q') ? 'w' : 'q';
            const LinkVerdict more = only(QByteArray(m_shop.token).insert(at, extra));
            QCOMPARE(more.damage, LinkDamage::ExtraCharacter);
            QCOMPARE(more.damageAt, at);
            QVERIFY(more.link && more.link->id == m_shop.live);
        }
    }

    void noiseIsNeverALiveLink() {
        Dice dice(2);
        const QString pieces =
            QStringLiteral("=&%<>|/:?#.-_*\n\r\t \"'()[]{};,0123456789abcdefuHTTPs") + QChar(0x200B) + QChar(0xD800) + QChar(0xFF08);
        const QStringList words = {QStringLiteral("https://"),
                                   QStringLiteral("portal.example.com"),
                                   QStringLiteral("/l/"),
                                   QStringLiteral("=\n"),
                                   QStringLiteral("%25"),
                                   QStringLiteral("&amp;"),
                                   QStringLiteral("?url="),
                                   QStringLiteral("safelinks.protection.outlook.com"),
                                   QStringLiteral("urldefense.com/v3/__"),
                                   QStringLiteral("__;"),
                                   QStringLiteral("**A"),
                                   QStringLiteral("Content-Type: text/plain\n"),
                                   QStringLiteral("Content-Transfer-Encoding: base64\n\n"),
                                   QStringLiteral("boundary=x\n"),
                                   QStringLiteral("--x\n"),
                                   QStringLiteral("mandrillapp.com/track/click?p=e30")};
        for (int i = 0; i < 1500; ++i) {
            QString text;
            const int size = dice.below(60);
            for (int p = 0; p < size; ++p) {
                if (dice.below(3) == 0)
                    text += words[dice.below(static_cast<int>(words.size()))];
                else
                    text += pieces[dice.below(static_cast<int>(pieces.size()))];
            }
            const Result<LinkCheck> check = checked(text);
            QVERIFY_OK(check);
            for (const LinkVerdict &verdict : check->verdicts) QVERIFY(verdict.code != VerdictCode::Live && !verdict.link);
        }
    }

    void theWorstPastesTakeNoTime() {
        const qsizetype most = longestPaste;
        const QStringList worst = {QString(most, QLatin1Char('<')),
                                   QString(most, QLatin1Char('=')),
                                   QStringLiteral("https://a/").repeated(most / 10),
                                   QStringLiteral("portal.example.com/l/").repeated(most / 21),
                                   QStringLiteral("&amp;").repeated(most / 5),
                                   QStringLiteral("%25").repeated(most / 3),
                                   QStringLiteral("a ").repeated(most / 2),
                                   QStringLiteral("From: x\n").repeated(most / 8),
                                   QStringLiteral("https://l.facebook.com/l.php?u=https%3A//x/%0A ").repeated(most / 48),
                                   QStringLiteral("Content-Type: multipart/mixed; boundary=b\n\n--b\n").repeated(most / 48),
                                   QStringLiteral("https://portal.example.com/l/abc \n").repeated(most / 34)};
        QElapsedTimer timer;
        timer.start();
        for (const QString &text : worst) QVERIFY(findLinks(text, LinkShop::base).links.size() <= mostLinksFound);
        // Sanitizers and a busy machine are allowed for; a quadratic reading takes minutes.
        QVERIFY2(timer.elapsed() < 20'000, QByteArray::number(timer.elapsed()).constData());
    }

    void theTwentyFirstLinkIsOnlyCounted() {
        CountingChance chance;
        QStringList urls;
        for (int i = 0; i < 24; ++i)
            urls.append(LinkShop::base + QStringLiteral("/l/") + QString::fromLatin1(linkTokenFromRandom(chance.bytes<17>()).reveal()));
        urls.append(LinkShop::base + QStringLiteral("/l/zzzzzzzzzzz"));
        const Result<LinkCheck> check = checked(urls.join(QLatin1Char('\n')));
        QVERIFY_OK(check);
        QCOMPARE(check->verdicts.size(), mostVerdicts);
        QCOMPARE(check->further, 5);
    }

private:
    Result<LinkCheck> checked(const QString &text) {
        return inspectLinks(m_shop.store.reader(), text, LinkShop::base, m_shop.store.identity.publicIdKey, m_shop.store.clock.now());
    }
    LinkVerdict only(const QByteArray &token) {
        const Result<LinkCheck> check = checked(LinkShop::base + QStringLiteral("/l/") + QString::fromLatin1(token));
        return check && check->verdicts.size() == 1 ? check->verdicts.first() : LinkVerdict();
    }

    LinkShop m_shop;
};

QTEST_GUILESS_MAIN(TestLinkProperties)
#include "tst_link_properties.moc"
