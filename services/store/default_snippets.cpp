// The snippets that come with Latchkey: read from files that are compiled in, and written into a store at its first opening.
#include "services/store/snippet_store.h"

#include <QDir>
#include <QFile>

// Outside the namespace, as Qt's macro demands: a static library's resources must be called in.
static void callInSnippets() { Q_INIT_RESOURCE(snippets); }

namespace latchkey {

namespace {

// "magic-link.de.txt", and within it the title, an empty line, and the body.
std::optional<Snippet> snippetIn(const QString &fileName) {
    const QStringList parts = fileName.split(QLatin1Char('.'));
    const std::optional<SnippetUse> use = snippetUseFromText(QString(parts.value(0)).replace(QLatin1Char('-'), QLatin1Char('_')));
    const std::optional<Language> language = languageFromText(parts.value(1));
    QFile file(QStringLiteral(":/snippets/") + fileName);
    if (!use || !language || !file.open(QIODevice::ReadOnly)) return std::nullopt;
    const QString text = QString::fromUtf8(file.readAll());
    const qsizetype titleEnd = text.indexOf(QLatin1String("\n\n"));
    return Snippet{{}, *use, *language, text.left(titleEnd), text.mid(titleEnd + 2).trimmed(), 1};
}

// False when another process or an earlier opening was first.
Result<bool> claim(Connection &db) {
    Statement flag = db.prepare("INSERT INTO meta (name, value) VALUES ('snippets_given', 'yes') ON CONFLICT DO NOTHING");
    const Result<qint64> claimed = flag.run();
    if (!claimed) return tl::unexpected<Error>(claimed.error());
    return *claimed == 1;
}

Result<void> giveInside(Connection &db) {
    const Result<bool> ours = claim(db);
    if (!ours) return tl::unexpected<Error>(ours.error());
    if (!*ours) return {};
    SnippetStore store(db);
    const Result<QList<Snippet>> there = store.all();
    if (!there) return tl::unexpected<Error>(there.error());
    if (!there->isEmpty()) return {};
    for (const Snippet &snippet : defaultSnippets())
        if (const Result<Snippet> given = store.insert(snippet); !given) return tl::unexpected<Error>(given.error());
    return {};
}

}  // namespace

QList<Snippet> defaultSnippets() {
    callInSnippets();
    QList<Snippet> snippets;
    const QStringList names = QDir(QStringLiteral(":/snippets")).entryList(QDir::Files, QDir::Name);
    for (const QString &name : names)
        if (std::optional<Snippet> snippet = snippetIn(name)) snippets.append(std::move(*snippet));
    return snippets;
}

Result<void> giveDefaultSnippets(Connection &db) {
    {
        // Looked at first, so that an opening like every other writes nothing.
        Statement given = db.prepare("SELECT 1 FROM meta WHERE name = 'snippets_given'");
        if (given.step()) return {};
        if (given.error()) return tl::unexpected<Error>(*given.error());
    }
    Result<void> done = db.beginWriting();
    if (done) done = giveInside(db);
    if (done) done = db.commit();
    if (!done && db.inTransaction()) (void)db.execute("ROLLBACK");
    return done;
}

}  // namespace latchkey
