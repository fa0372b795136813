// The corpus of mangled links against a store that has a link in every state.
#include "services/diagnosis/link_inspector.h"
#include "tests/diagnosis/link_corpus.h"
#include "tests/diagnosis/link_shop.h"
#include "tests/support/verify.h"

#include <QTest>

using namespace latchkey;

namespace {

QString damageOf(const LinkVerdict &verdict) {
    if (verdict.damage == LinkDamage::None) return {};
    return toText(verdict.damage) + QStringLiteral(" %1").arg(verdict.damageAt) + (verdict.link ? QStringLiteral(" known") : QString());
}

}  // namespace

class TestLinkCorpus : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        m_entries = readMangledLinks(QStringLiteral(MANGLED_LINKS));
        QVERIFY(m_entries.size() >= 100);
    }

    void everyMangledLinkHasItsVerdict_data() {
        QTest::addColumn<int>("index");
        for (int i = 0; i < m_entries.size(); ++i) QTest::newRow(m_entries[i].name.toUtf8().constData()) << i;
    }
    void everyMangledLinkHasItsVerdict() {
        QFETCH(int, index);
        const MangledLink &entry = m_entries[index];
        const QString text = filledIn(entry, m_shop.links());
        const Result<LinkCheck> check =
            inspectLinks(m_shop.store.reader(), text, LinkShop::base, m_shop.store.identity.publicIdKey, m_shop.store.clock.now());
        QVERIFY_OK(check);
        QStringList verdicts;
        for (const LinkVerdict &verdict : check->verdicts) verdicts.append(toText(verdict.code));
        QCOMPARE(verdicts.join(QLatin1Char(' ')), entry.verdicts.join(QLatin1Char(' ')));
        const LinkVerdict &first = check->verdicts.first();
        QCOMPARE(damageOf(first), entry.damage);
        QCOMPARE(first.host, entry.host);
        QStringList undone;
        for (const Undone &step : first.undone) {
            undone.append(toText(step.kind));
            QVERIFY(step.count > 0);
            QVERIFY(!step.detail.contains(QString::fromLatin1(m_shop.token.first(6)), Qt::CaseInsensitive));
        }
        QCOMPARE(undone.join(QLatin1Char(' ')), entry.undone.join(QLatin1Char(' ')));
        QCOMPARE(first.link.has_value(), !first.timeline.isEmpty());
        QCOMPARE(check->further, 0);
    }

    // A line of the file that says nothing would prove nothing.
    void everyEntryIsRead() {
        for (const MangledLink &entry : std::as_const(m_entries)) {
            QVERIFY2(!entry.verdicts.isEmpty(), qPrintable(entry.name));
            QVERIFY2(!entry.lines.isEmpty() || entry.name == QLatin1String("nothing"), qPrintable(entry.name));
        }
    }

private:
    LinkShop m_shop;
    QList<MangledLink> m_entries;
};

QTEST_GUILESS_MAIN(TestLinkCorpus)
#include "tst_link_corpus.moc"
