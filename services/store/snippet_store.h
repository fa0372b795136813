// The replies that agents copy, as the shop keeps them.
#pragma once

#include "models/domain/result.h"
#include "models/domain/shop_view.h"
#include "models/domain/snippet.h"
#include "services/store/connection.h"

#include <QList>

namespace latchkey {

inline constexpr int mostSnippets = 200;

// Reads on any connection; the rest inside a transaction. Nothing here judges what a snippet says: checkSnippet() does.
class SnippetStore {
public:
    explicit SnippetStore(Connection &db) : m_db(db) {}

    Result<QList<Snippet>> all();  // by use, language and title
    // SnippetInvalid ("too_many") when the shop has as many as it may have. Answers it with its id and version.
    Result<Snippet> insert(Snippet snippet);
    // Where `snippet.version` is still the newest, else VersionConflict; NotFound. Answers it with its new version.
    Result<Snippet> update(Snippet snippet);
    Result<void> remove(SnippetId id);  // NotFound

private:
    Result<int> count();

    Connection &m_db;
};

// Gives a store the snippets that come with Latchkey, once: whoever deletes them does not find them again.
Result<void> giveDefaultSnippets(Connection &db);
// What they are, in one order for every kind of shop; they are compiled in.
QList<Snippet> defaultSnippets(ShopKind shop = ShopKind::House);
// Where a store is claimed for a shop elsewhere: whatever still says what it came with says what is true there. Inside a transaction.
Result<void> giveSnippetsOf(Connection &db, ShopKind shop);

}  // namespace latchkey
