// Reads the fields of one JSON object and remembers the first that is missing or wrong: for models/json alone.
#pragma once

#include "models/domain/id.h"
#include "models/domain/result.h"

#include <QJsonArray>
#include <QJsonObject>

#include <limits>

namespace latchkey {

class JsonReader {
public:
    explicit JsonReader(const QJsonObject &object) : m_object(object) {}

    [[nodiscard]] bool isNull(QLatin1String name) const { return m_object.value(name).isNull(); }
    [[nodiscard]] bool has(QLatin1String name) const { return m_object.contains(name); }

    QString text(QLatin1String name) {
        const QJsonValue value = m_object.value(name);
        require(name, value.isString());
        return value.toString();
    }
    qint64 integer(QLatin1String name) {
        const QJsonValue value = m_object.value(name);
        // Two defaults tell a fraction from a number that happens to be one of them.
        require(name, value.isDouble() && value.toInteger(0) == value.toInteger(1));
        return value.toInteger();
    }
    int number(QLatin1String name) {
        const qint64 wide = integer(name);
        require(name, wide >= std::numeric_limits<int>::min() && wide <= std::numeric_limits<int>::max());
        return static_cast<int>(wide);
    }
    bool truth(QLatin1String name) {
        const QJsonValue value = m_object.value(name);
        require(name, value.isBool());
        return value.toBool();
    }
    // Null stands for "never" and "none"; a field that is not there at all is missing.
    Instant instant(QLatin1String name) { return isNull(name) ? Instant() : Instant(integer(name)); }
    template <class IdType>
    IdType id(QLatin1String name) {
        return isNull(name) ? IdType() : IdType(integer(name));
    }
    Duration duration(QLatin1String name) { return Duration(integer(name)); }

    template <class E>
    E named(QLatin1String name, std::optional<E> (*fromText)(QStringView)) {
        const std::optional<E> value = fromText(m_object.value(name).toString());
        require(name, value.has_value());
        return value.value_or(E{});
    }
    template <class E>
    QList<E> namedList(QLatin1String name, std::optional<E> (*fromText)(QStringView)) {
        const QJsonValue value = m_object.value(name);
        require(name, value.isArray());
        QList<E> items;
        const QJsonArray array = value.toArray();
        for (const QJsonValue &item : array) {
            const std::optional<E> one = fromText(item.toString());
            require(name, one.has_value());
            items.append(one.value_or(E{}));
        }
        return items;
    }
    template <class T>
    T object(QLatin1String name, Result<T> (*read)(const QJsonObject &)) {
        const QJsonValue value = m_object.value(name);
        require(name, value.isObject());
        return take(read(value.toObject()));
    }
    template <class T>
    QList<T> list(QLatin1String name, Result<T> (*read)(const QJsonObject &)) {
        const QJsonValue value = m_object.value(name);
        require(name, value.isArray());
        QList<T> items;
        const QJsonArray array = value.toArray();
        for (const QJsonValue &item : array) {
            require(name, item.isObject());
            items.append(take(read(item.toObject())));
        }
        return items;
    }
    void require(QLatin1String name, bool holds) {
        if (!holds && m_wrong.isEmpty()) m_wrong = name;
    }

    // The noun when every field was there and right.
    template <class T>
    Result<T> result(T noun) const {
        if (!m_wrong.isEmpty()) return fail(ErrorCode::ServiceAnsweredNonsense, m_wrong);
        return noun;
    }

private:
    template <class T>
    T take(Result<T> inner) {
        if (inner) return std::move(*inner);
        if (m_wrong.isEmpty()) m_wrong = inner.error().detail;
        return T{};
    }

    const QJsonObject &m_object;
    QString m_wrong;
};

}  // namespace latchkey
