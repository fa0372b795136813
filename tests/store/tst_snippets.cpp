// The replies in the store: those that come with Latchkey, and who is first to change one.
#include "services/store/shop_sync_store.h"
#include "services/store/snippet_store.h"
#include "tests/support/temp_store.h"
#include "tests/support/verify.h"

#include <QSet>
#include <QTest>

#include <algorithm>

using namespace latchkey;

namespace {

Snippet plain(const QString &title) {
    Snippet snippet;
    snippet.use = SnippetUse::PortalLink;
    snippet.language = Language::German;
    snippet.title = title;
    snippet.body = QStringLiteral("Hier:\n\n{{portal_link}}");
    return snippet;
}

}  // namespace

class TestSnippets : public QObject {
    Q_OBJECT
private slots:
    void everyUseHasADefaultInEveryLanguageThatMayBeSaved_data() {
        QTest::addColumn<ShopKind>("shop");
        QTest::newRow("the house") << ShopKind::House;
        QTest::newRow("a shop elsewhere") << ShopKind::Skio;
    }
    void everyUseHasADefaultInEveryLanguageThatMayBeSaved() {
        QFETCH(ShopKind, shop);
        QSet<std::pair<int, int>> there;
        for (const Snippet &snippet : defaultSnippets(shop)) {
            there.insert({static_cast<int>(snippet.use), static_cast<int>(snippet.language)});
            const SnippetFault fault = checkSnippet(snippet);
            QVERIFY2(fault.problem == SnippetProblem::None, qPrintable(snippet.title + QStringLiteral(": ") + toText(fault.problem)));
            QVERIFY(!snippet.body.startsWith(QLatin1Char('\n')) && !snippet.title.contains(QLatin1Char('\n')));
        }
        QCOMPARE(there.size(), 3 * languageCount);
    }

    // Nothing is left open, whether or not the customer has a first name.
    void theDefaultsCanAllBeFilledIn() {
        for (const QString &firstName : {QStringLiteral("Ada"), QString()}) {
            for (const Snippet &snippet : defaultSnippets() + defaultSnippets(ShopKind::Skio)) {
                SnippetValues values;
                values.firstName = firstName;
                values.portalLink = QStringLiteral("https://portal.example.com/login");
                values.codeSteps = codeStepsIn(snippet.language, values.portalLink, QStringLiteral("a•••@example.com"), {}, 4);
                if (snippet.use == SnippetUse::MagicLink) values.link = QStringLiteral("https://portal.example.com/l/x");
                if (snippet.use == SnippetUse::MagicLink) values.linkLives = linkLivesIn(snippet.language, 600'000);
                const SnippetText text = renderSnippet(snippet, values);
                QVERIFY2(text.fault.problem == SnippetProblem::None, qPrintable(snippet.title + QStringLiteral(": ") + text.fault.detail));
                QVERIFY(!text.plain.contains(QLatin1String("{{")));
                QVERIFY(text.plain.contains(values.portalLink));
                QCOMPARE(text.plain.contains(QStringLiteral("Ada")), !firstName.isEmpty());
            }
        }
    }

    void aNewStoreHasThemAndAnotherOpeningBringsNoneBack() {
        TempStore store;
        SnippetStore snippets(store.reader());
        const auto given = snippets.all();
        QVERIFY_OK(given);
        QCOMPARE(given->size(), defaultSnippets().size());
        const SnippetId first = given->constFirst().id;
        QVERIFY_OK(store.write([first](Transaction &t) { return SnippetStore(t.db).remove(first); }));
        QVERIFY_OK(openStore(store.path(), store.chance, store.clock));
        QCOMPARE(snippets.all()->size(), defaultSnippets().size() - 1);
        store.sql("DELETE FROM snippets");
        QVERIFY_OK(openStore(store.path(), store.chance, store.clock));
        QVERIFY(snippets.all()->isEmpty());
    }

    // Single use is not known of links that a shop elsewhere makes, and no page with a button; codes are the store's.
    void aShopElsewherePromisesNothingOfTheHouse() {
        const QStringList ours{QStringLiteral("works once"), QStringLiteral("button"), QStringLiteral("we will send"), QStringLiteral("einmal"), QStringLiteral("Knopf"), QStringLiteral("wir senden"),
                               QStringLiteral("una sola vez"), QStringLiteral("botón"), QStringLiteral("le enviaremos"), QStringLiteral("une seule fois"), QStringLiteral("bouton"),
                               QStringLiteral("nous vous enverrons")};
        int said = 0;
        for (const QString &word : ours) {
            for (const Snippet &snippet : defaultSnippets()) said += snippet.use == SnippetUse::MagicLink && snippet.body.contains(word) ? 1 : 0;
            for (const Snippet &snippet : defaultSnippets(ShopKind::Skio))
                if (snippet.use != SnippetUse::LoginSteps) QVERIFY2(!snippet.body.contains(word), qPrintable(snippet.body));
        }
        QCOMPARE(said, ours.size());
    }

    void aStoreThatIsClaimedForAShopElsewhereKeepsWhatWasWritten() {
        TempStore store;
        SnippetStore snippets(store.reader());
        const auto given = snippets.all();
        QVERIFY_OK(given);
        Snippet written = *std::find_if(given->cbegin(), given->cend(), [](const Snippet &each) { return each.use == SnippetUse::MagicLink && each.language == Language::German; });
        written.body += QStringLiteral("\n\nBis bald");
        QVERIFY_OK(store.write([written](Transaction &t) { return SnippetStore(t.db).update(written); }));
        QVERIFY_OK(store.write([](Transaction &t) { return claimStore(t.db, {ShopKind::Skio, QStringLiteral("shop.example.com")}); }));
        const auto now = snippets.all();
        QVERIFY_OK(now);
        QCOMPARE(now->size(), given->size());
        const QList<Snippet> theirs = defaultSnippets(ShopKind::Skio);
        for (const Snippet &snippet : *now) {
            const auto same = [&snippet](const Snippet &each) { return each.use == snippet.use && each.language == snippet.language && each.body == snippet.body; };
            if (snippet.id == written.id) QCOMPARE(snippet.body, written.body);
            else QVERIFY2(std::any_of(theirs.cbegin(), theirs.cend(), same), qPrintable(snippet.body));
        }
        // Another opening claims nothing anew.
        QVERIFY_OK(store.write([](Transaction &t) { return claimStore(t.db, {ShopKind::Skio, QStringLiteral("shop.example.com")}); }));
        QCOMPARE(snippets.all()->constFirst().version, now->constFirst().version);
    }

    void theFasterOfTwoEditsWins() {
        TempStore store;
        auto saved = store.write([](Transaction &t) { return SnippetStore(t.db).insert(plain(QStringLiteral("Erste"))); });
        QVERIFY_OK(saved);
        QVERIFY(saved->id.isValid());
        QCOMPARE(saved->version, 1);
        const Snippet seen = *saved;
        Snippet faster = seen;
        faster.title = QStringLiteral("Zweite");
        saved = store.write([faster](Transaction &t) { return SnippetStore(t.db).update(faster); });
        QVERIFY_OK(saved);
        QCOMPARE(saved->version, 2);
        const auto slower = store.write([seen](Transaction &t) { return SnippetStore(t.db).update(seen); });
        QVERIFY_FAILS(slower, ErrorCode::VersionConflict);
        QCOMPARE(slower.error().detail, QStringLiteral("2"));
        const auto all = SnippetStore(store.reader()).all();
        for (const Snippet &snippet : *all) {
            if (snippet.id != seen.id) continue;
            QCOMPARE(snippet.title, QStringLiteral("Zweite"));
            QCOMPARE(snippet.language, Language::German);
            QCOMPARE(snippet.use, SnippetUse::PortalLink);
            QCOMPARE(snippet.body, faster.body);
        }
    }

    void whatIsNotThereIsNotFound() {
        TempStore store;
        QVERIFY_FAILS(store.write([](Transaction &t) { return SnippetStore(t.db).remove(SnippetId(999)); }), ErrorCode::NotFound);
        Snippet nobodys = plain(QStringLiteral("x"));
        nobodys.id = SnippetId(999);
        QVERIFY_FAILS(store.write([nobodys](Transaction &t) { return SnippetStore(t.db).update(nobodys); }), ErrorCode::NotFound);
    }

    void aShopHasAtMostTwoHundred() {
        TempStore store;
        const Result<void> filled = store.write([](Transaction &t) -> Result<void> {
            const auto there = SnippetStore(t.db).all();
            for (qsizetype i = there->size(); i < mostSnippets; ++i)
                if (const auto added = SnippetStore(t.db).insert(plain(QString::number(i))); !added) return tl::unexpected<Error>(added.error());
            return {};
        });
        QVERIFY_OK(filled);
        QVERIFY_FAILS(store.write([](Transaction &t) { return SnippetStore(t.db).insert(plain(QStringLiteral("one more"))); }), ErrorCode::SnippetInvalid);
    }
};

QTEST_GUILESS_MAIN(TestSnippets)
#include "tst_snippets.moc"
