// Reads and writes the snippets table.
#include "services/store/snippet_store.h"

namespace latchkey {

namespace {

tl::unexpected<Error> failureOf(const Statement &statement) { return tl::unexpected<Error>(*statement.error()); }

}  // namespace

Result<QList<Snippet>> SnippetStore::all() {
    Statement select = m_db.prepare("SELECT id, use_for, language, title, body, version FROM snippets ORDER BY use_for, language, title, id");
    QList<Snippet> snippets;
    while (select.step()) {
        // A use that a later version wrote is not one that this one can offer.
        const std::optional<SnippetUse> use = snippetUseFromText(select.text(1));
        if (!use) continue;
        snippets.append({select.id<SnippetId>(0), *use, static_cast<Language>(select.integer(2)), select.text(3), select.text(4), select.integer(5)});
    }
    if (select.error()) return failureOf(select);
    return snippets;
}

Result<int> SnippetStore::count() {
    Statement select = m_db.prepare("SELECT count(*) FROM snippets");
    if (!select.step()) return failureOf(select);
    return static_cast<int>(select.integer(0));
}

Result<Snippet> SnippetStore::insert(Snippet snippet) {
    const Result<int> there = count();
    if (!there) return tl::unexpected<Error>(there.error());
    if (*there >= mostSnippets) return fail(ErrorCode::SnippetInvalid, QStringLiteral("too_many"));
    Statement insert = m_db.prepare("INSERT INTO snippets (use_for, language, title, body) VALUES (?, ?, ?, ?) RETURNING id");
    insert.bind(QStringView(toText(snippet.use))).bind(static_cast<int>(snippet.language));
    insert.bind(QStringView(snippet.title)).bind(QStringView(snippet.body));
    const Result<qint64> id = insert.insertedId();
    if (!id) return tl::unexpected<Error>(id.error());
    snippet.id = SnippetId(*id);
    snippet.version = 1;
    return snippet;
}

Result<Snippet> SnippetStore::update(Snippet snippet) {
    Statement update = m_db.prepare(R"(
        UPDATE snippets SET use_for = ?, language = ?, title = ?, body = ?, version = version + 1 WHERE id = ? AND version = ?)");
    update.bind(QStringView(toText(snippet.use))).bind(static_cast<int>(snippet.language));
    update.bind(QStringView(snippet.title)).bind(QStringView(snippet.body)).bind(snippet.id).bind(snippet.version);
    const Result<qint64> changed = update.run();
    if (!changed) return tl::unexpected<Error>(changed.error());
    if (*changed == 1) {
        ++snippet.version;
        return snippet;
    }
    Statement newest = m_db.prepare("SELECT version FROM snippets WHERE id = ?");
    newest.bind(snippet.id);
    if (newest.step()) return fail(ErrorCode::VersionConflict, QString::number(newest.integer(0)));
    if (newest.error()) return failureOf(newest);
    return fail(ErrorCode::NotFound, QStringLiteral("snippet"));
}

Result<void> SnippetStore::remove(SnippetId id) {
    Statement remove = m_db.prepare("DELETE FROM snippets WHERE id = ?");
    const Result<qint64> gone = remove.bind(id).run();
    if (!gone) return tl::unexpected<Error>(gone.error());
    if (*gone == 0) return fail(ErrorCode::NotFound, QStringLiteral("snippet"));
    return {};
}

}  // namespace latchkey
