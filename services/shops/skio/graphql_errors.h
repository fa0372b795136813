// Tells from the texts of GraphQL errors what is wrong: Skio names most of its refusals in words only.
#pragma once

#include "models/domain/shop_trouble.h"
#include "services/shops/skio/graphql_reply.h"

#include <QJsonValue>

namespace latchkey {

struct JudgedErrors {
    ShopFault fault = ShopFault::Declined;
    QString what;   // a collection's or a field's name
    QString words;  // fit to be shown
    QList<UnknownField> unknownFields;
    bool mayBeSize = false;
};

// `errors` as it came: a list of objects, one object, or a text. Of several the first that says something decides.
JudgedErrors judgeGraphqlErrors(const QJsonValue &errors, bool isMutation, bool carriesIds, const std::vector<MessageText> &hidden);

// One short line without `hidden` and without any URL.
QString fitWords(const QString &said, const std::vector<MessageText> &hidden);

bool saysNobodyHasThisEmail(const QString &words);

}  // namespace latchkey
