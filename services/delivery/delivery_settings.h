// How letters and texts leave, with the secrets that it takes: read from `key = value` lines, kept in a file of mode 0600 beside the store.
#pragma once

#include "models/domain/delivery_setup.h"
#include "models/domain/result.h"
#include "models/domain/secret.h"

namespace latchkey {

struct DeliverySettings {
    DeliverySetup setup;  // its passwordSet and secretSet follow the secrets below
    ShopSecret mailPassword;
    ShopSecret smsSecret;
};

// Nothing when `key` is none of these settings; otherwise what the key takes, in words, or an empty text when it was set.
std::optional<QString> setDeliveryKey(const QString &key, const QString &value, DeliverySettings &settings);
// Those that a configuration may give: all but the secrets.
struct DeliveryKey {
    QString name;
    QString takes;  // in words
};
QList<DeliveryKey> deliveryKeys();
// The first setting that cannot be ("mail-from") with what is wrong with it, or nothing. Looks at them together: a server without a
// name, a password in the clear, texts to no country.
struct SettingFault {
    QString key;
    QString reason;  // a sentence's end: "an address is needed"
};
std::optional<SettingFault> faultOf(const DeliverySettings &settings);

// The file of what the desk's settings page has set: `<store>.delivery`. None there: the defaults, which capture.
// ConfigurationInvalid with the line's number when somebody has broken it; FileUnreadable, FileUnwritable.
Result<DeliverySettings> readDeliverySettings(const QString &storePath);
Result<void> writeDeliverySettings(const QString &storePath, const DeliverySettings &settings);

}  // namespace latchkey
