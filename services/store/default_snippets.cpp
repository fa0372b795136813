// The snippets that come with Latchkey: read from files that are compiled in, and written into a store at its first opening.
#include "services/store/snippet_store.h"

#include <QDir>
#include <QFile>

#include <algorithm>

// Outside the namespace, as Qt's macro demands: a static library's resources must be called in.
static void callInSnippets() { Q_INIT_RESOURCE(snippets); }

namespace latchkey {

namespace {

constexpr QLatin1String ofTheHouse(":/snippets/");
constexpr QLatin1String ofAShopElsewhere(":/snippets/elsewhere/");

// "magic-link.de.txt", and within it the title, an empty line, and the body.
std::optional<Snippet> snippetIn(QLatin1String folder, const QString &fileName) {
    const QStringList parts = fileName.split(QLatin1Char('.'));
    const std::optional<SnippetUse> use = snippetUseFromText(QString(parts.value(0)).replace(QLatin1Char('-'), QLatin1Char('_')));
    const std::optional<Language> language = languageFromText(parts.value(1));
    QFile file(folder + fileName);
    if (!use || !language || !file.open(QIODevice::ReadOnly)) return std::nullopt;
    const QString text = QString::fromUtf8(file.readAll());
    const qsizetype titleEnd = text.indexOf(QLatin1String("\n\n"));
    return Snippet{{}, *use, *language, text.left(titleEnd), text.mid(titleEnd + 2).trimmed(), 1};
}

bool saysTheSame(const Snippet &a, const Snippet &b) { return a.use == b.use && a.language == b.language && a.title == b.title && a.body == b.body; }

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

QList<Snippet> defaultSnippets(ShopKind shop) {
    callInSnippets();
    QList<Snippet> snippets;
    const QStringList names = QDir(ofTheHouse).entryList(QDir::Files, QDir::Name);
    for (const QString &name : names) {
        const bool other = shop != ShopKind::House && QFile::exists(ofAShopElsewhere + name);
        if (std::optional<Snippet> snippet = snippetIn(other ? ofAShopElsewhere : ofTheHouse, name)) snippets.append(std::move(*snippet));
    }
    return snippets;
}

Result<void> giveSnippetsOf(Connection &db, ShopKind shop) {
    if (shop == ShopKind::House) return {};
    SnippetStore store(db);
    const Result<QList<Snippet>> there = store.all();
    if (!there) return tl::unexpected<Error>(there.error());
    const QList<Snippet> before = defaultSnippets();
    const QList<Snippet> after = defaultSnippets(shop);
    for (const Snippet &kept : *there) {
        // Whatever an agent has written stays as it is.
        const auto same = std::find_if(before.begin(), before.end(), [&kept](const Snippet &given) { return saysTheSame(given, kept); });
        if (same == before.end() || saysTheSame(after.at(same - before.begin()), kept)) continue;
        Snippet changed = after.at(same - before.begin());
        changed.id = kept.id;
        changed.version = kept.version;
        if (const Result<Snippet> given = store.update(changed); !given) return tl::unexpected<Error>(given.error());
    }
    return {};
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
