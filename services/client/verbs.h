// How a verb of the client makes its request and reads its answer: for services/client alone.
#pragma once

#include "models/json/json.h"
#include "services/client/wire.h"

namespace latchkey {

// Turns an answer that wants a T into one that takes whatever the wire settles.
template <class T, class Read>
std::function<void(Wire::Settled)> readWith(Answer<T> answer, Read read) {
    return [answer = std::move(answer), read = std::move(read)](const Wire::Settled &settled) {
        if (!settled) answer(tl::unexpected<Error>(settled.error().error));
        else if (!settled->isObject()) answer(fail(ErrorCode::ServiceAnsweredNonsense, QStringLiteral("object")));
        else answer(read(settled->object()));
    };
}

inline std::function<void(Wire::Settled)> expectNothing(Answer<void> answer) {
    return [answer = std::move(answer)](const Wire::Settled &settled) {
        if (settled) answer({});
        else answer(tl::unexpected<Error>(settled.error().error));
    };
}

template <class Row>
auto pageOf(Result<Row> (*read)(const QJsonObject &)) {
    return [read](const QJsonObject &object) { return readPage<Row>(object, read); };
}

template <class IdType>
QString place(const char *collection, IdType id, const char *rest = "") {
    return u'/' + QLatin1String(collection) + u'/' + QString::number(id.value()) + QLatin1String(rest);
}

template <class AnyQuery>
Wire::Query listQuery(const AnyQuery &query) {
    Wire::Query pairs;
    if (!query.search.isEmpty()) pairs.emplaceBack(QStringLiteral("search"), query.search);
    pairs.emplaceBack(QStringLiteral("sort"), toText(query.sort));
    if (query.descending) pairs.emplaceBack(QStringLiteral("descending"), QStringLiteral("1"));
    if (!query.after.isEmpty()) pairs.emplaceBack(QStringLiteral("after"), query.after);
    if (query.at >= 0) pairs.emplaceBack(QStringLiteral("at"), QString::number(query.at));
    pairs.emplaceBack(QStringLiteral("limit"), QString::number(query.limit));
    return pairs;
}

inline QByteArray textBody(const char *name, const QString &text) {
    JsonWriter out;
    out.beginObject().field(name, QStringView(text)).endObject();
    return QByteArray::fromStdString(out.take());
}

inline QByteArray bodyOf(JsonWriter &out) { return QByteArray::fromStdString(out.take()); }

// A verb whose refusal travels with its findings.
template <class T, class Read>
std::function<void(Wire::Settled)> refusableWith(std::function<void(tl::expected<T, Refusal>)> answer, Read read) {
    return [answer = std::move(answer), read = std::move(read)](const Wire::Settled &settled) {
        if (!settled) return answer(tl::unexpected<Refusal>(settled.error()));
        Result<T> value = read(settled->object());
        if (value) answer(std::move(*value));
        else answer(tl::unexpected<Refusal>(Refusal{value.error(), {}}));
    };
}

inline const QByteArray emptyBody = QByteArrayLiteral("{}");

}  // namespace latchkey
