// Reads and writes the shop's name and settings in meta.
#include "services/store/shop_store.h"

namespace latchkey {

Result<QString> ShopStore::value(QStringView name) {
    Statement statement = m_db.prepare(R"(SELECT value FROM meta WHERE name = ?)");
    statement.bind(name);
    QString found;
    if (statement.step()) found = statement.text(0);
    if (statement.error()) return tl::unexpected<Error>(*statement.error());
    return found;
}

Result<void> ShopStore::keep(QStringView name, QStringView value) {
    Statement statement = m_db.prepare(R"(
        INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value)");
    statement.bind(name).bind(value);
    const Result<qint64> rows = statement.run();
    if (!rows) return tl::unexpected<Error>(rows.error());
    return {};
}

Result<QString> ShopStore::name() { return value(u"shop_name"); }

Result<void> ShopStore::rename(const QString &name) { return keep(u"shop_name", name); }

Result<ShopSettings> ShopStore::settings() {
    const Result<QString> guard = value(u"reply_guard");
    if (!guard) return tl::unexpected<Error>(guard.error());
    const Result<QString> asks = value(u"asks_mail_domains");
    if (!asks) return tl::unexpected<Error>(asks.error());
    ShopSettings settings;
    settings.replyGuard = replyGuardFromText(*guard).value_or(settings.replyGuard);
    settings.asksMailDomains = *asks == u"yes";
    return settings;
}

Result<void> ShopStore::change(const ShopSettings &settings) {
    if (Result<void> kept = keep(u"reply_guard", toText(settings.replyGuard)); !kept) return kept;
    return keep(u"asks_mail_domains", settings.asksMailDomains ? u"yes" : u"no");
}

}  // namespace latchkey
