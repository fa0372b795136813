// The replies in the store: those that come with Latchkey, and who is first to change one.
#include "services/store/snippet_store.h"
#include "tests/support/temp_store.h"
#include "tests/support/verify.h"

#include <QSet>
#include <QTest>

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
    void everyUseHasADefaultInEveryLanguageThatMayBeSaved() {
        QSet<std::pair<int, int>> there;
        for (const Snippet &snippet : defaultSnippets()) {
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
            for (const Snippet &snippet : defaultSnippets()) {
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
