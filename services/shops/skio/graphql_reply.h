// Reads what a GraphQL server answered: the data, or the one fault behind a failure that may wear HTTP 200.
#pragma once

#include "models/domain/shop_trouble.h"
#include "services/web/http_post.h"
#include "services/web/server_words.h"

#include <QJsonObject>
#include <QStringList>

namespace latchkey {

// What was asked, as far as it decides what an answer means.
struct GraphqlExpectation {
    bool isMutation = false;
    bool carriesIds = false;   // of rows, in a mutation's input
    QStringList keys = {};     // roots that must be there; null is an answer
    QStringList lists = {};    // roots that must be lists
    QString payload = {};      // a mutation's root: an object whose `ok` is not false
};

// A field that the server's schema does not have; `path` by the answer's names when the server told it, else empty.
struct UnknownField {
    QString name;
    QString type;
    QString path;
};

struct GraphqlFault {
    ShopTrouble trouble;
    QList<UnknownField> unknownFields = {};  // with DocumentRefused, when leaving them out may help
    bool mayBeSize = false;                  // with TooFast: the words would fit a limit of size as well
};

using GraphqlRead = tl::expected<QJsonObject, GraphqlFault>;

// The answer's `data`. In this order: no answer, HTTP from 300 on, no JSON, errors even beside data, a root that is missing or null where
// a list is due, `ok: false`. `hidden` never comes back in words, and neither does any URL. A change whose answer is lost or of no use is
// Uncertain.
GraphqlRead readGraphql(const HttpAnswer &answer, const GraphqlExpectation &expected, ShopSpeaker speaker, const std::vector<MessageText> &hidden,
                        Instant now);

}  // namespace latchkey
