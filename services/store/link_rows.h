// Magic links as lists and details show them, read by their ids.
#pragma once

#include "models/domain/login_link.h"
#include "services/store/connection.h"

namespace latchkey {

// With the names of agent and customer and the numbers of visits, in the order of the ids; an id that is gone is left out. Two statements.
Result<QList<LoginLink>> linksWithIds(Connection &db, const QList<LinkId> &ids, quint64 publicIdKey);

// "[3,2,1]": how a list of ids is bound where a statement asks json_each().
template <class IdType>
QString jsonOfIds(const QList<IdType> &ids) {
    QString json(u'[');
    for (const IdType id : ids) {
        if (json.size() > 1) json += u',';
        json += QString::number(id.value());
    }
    return json + u']';
}

}  // namespace latchkey
