// Reads and writes the shop's name in meta.
#include "services/store/shop_store.h"

namespace latchkey {

Result<QString> ShopStore::name() {
    Statement statement = m_db.prepare(R"(SELECT value FROM meta WHERE name = 'shop_name')");
    QString found;
    if (statement.step()) found = statement.text(0);
    if (statement.error()) return tl::unexpected<Error>(*statement.error());
    return found;
}

Result<void> ShopStore::rename(const QString &name) {
    Statement statement = m_db.prepare(R"(
        INSERT INTO meta (name, value) VALUES ('shop_name', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value)");
    statement.bind(QStringView(name));
    const Result<qint64> rows = statement.run();
    if (!rows) return tl::unexpected<Error>(rows.error());
    return {};
}

}  // namespace latchkey
