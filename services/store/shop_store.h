// The shop's own name, as its portal and its letters carry it, and what is set for the whole shop.
#pragma once

#include "models/domain/shop_settings.h"
#include "services/store/transaction.h"

namespace latchkey {

// Reads on any connection; rename() and change() inside a transaction of the write room.
class ShopStore {
public:
    explicit ShopStore(Connection &db) : m_db(db) {}

    Result<QString> name();
    Result<void> rename(const QString &name);
    Result<ShopSettings> settings();  // what was never set stands at its default
    Result<void> change(const ShopSettings &settings);

private:
    Result<QString> value(QStringView name);
    Result<void> keep(QStringView name, QStringView value);

    Connection &m_db;
};

}  // namespace latchkey
