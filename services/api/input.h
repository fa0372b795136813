// Reads what a request brings, its JSON body or its query, and names the field that is wrong.
#pragma once

#include "models/domain/result.h"
#include "services/http/http.h"

#include <QJsonObject>
#include <QStringList>

namespace latchkey {

// The fields of a JSON body, each read once; the first wrong one is kept as the error. A body with unknown fields is refused.
class BodyReader {
public:
    explicit BodyReader(const http::Request &request);

    // Missing optional text is empty.
    QString text(const char *name, int longest, bool required);
    qint64 number(const char *name, qint64 smallest, bool required);
    QJsonObject object(const char *name);  // required
    // Nothing when missing, which is another thing than an empty one.
    template <class SecretType>
    std::optional<SecretType> secret(const char *name, int longest) {
        if (!m_object.contains(QLatin1String(name))) return std::nullopt;
        return SecretType(text(name, longest, false).toUtf8());
    }
    // One of `words`; the first when missing.
    QString word(const char *name, const QStringList &words);
    // An enum by its toText() word; nothing when missing.
    template <class Enum>
    std::optional<Enum> named(const char *name, std::optional<Enum> (*read)(QStringView), bool required) {
        const QJsonValue value = take(name, required);
        if (value.isUndefined()) return std::nullopt;
        const std::optional<Enum> found = read(value.toString());
        if (!found) wrong(name);
        return found;
    }
    // Nothing when missing.
    std::optional<bool> truth(const char *name);
    [[nodiscard]] bool has(const char *name) const { return m_object.contains(QLatin1String(name)); }  // before it is read

    // The first error, or nothing; to be asked after the last field.
    [[nodiscard]] std::optional<Error> error();

private:
    QJsonValue take(const char *name, bool required);
    void wrong(const char *name);

    QJsonObject m_object;
    std::optional<Error> m_error;
};

// The parameters of a query, in the same manner.
class QueryReader {
public:
    explicit QueryReader(const http::Request &request);

    QString text(const char *name, int longest);
    qint64 number(const char *name, qint64 fallback, qint64 smallest, qint64 largest);
    bool flag(const char *name);
    // An enum by its toText() word; nothing when missing.
    template <class Enum>
    std::optional<Enum> word(const char *name, std::optional<Enum> (*read)(QStringView)) {
        const std::optional<QString> found = take(name);
        if (!found || found->isEmpty()) return std::nullopt;
        const std::optional<Enum> value = read(*found);
        if (!value) wrong(name);
        return value;
    }

    [[nodiscard]] std::optional<Error> error();

private:
    std::optional<QString> take(const char *name);
    void wrong(const char *name);

    std::vector<std::pair<std::string, std::string>> m_pairs;
    std::optional<Error> m_error;
};

}  // namespace latchkey
