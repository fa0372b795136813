// Reads JSON bodies and queries field by field.
#include "services/api/input.h"

#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace latchkey {

namespace {

constexpr double largestExactNumber = 9007199254740992.0;

// How many names stand in the outermost object of a JSON text that is well-formed.
qsizetype membersIn(const QByteArray &json) {
    qsizetype members = 0;
    int depth = 0;
    bool quoted = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (quoted && c == '\\')
            ++i;
        else if (c == '"')
            quoted = !quoted;
        else if (quoted)
            continue;
        else if (c == '{' || c == '[')
            ++depth;
        else if (c == '}' || c == ']')
            --depth;
        else if (c == ':' && depth == 1)
            ++members;
    }
    return members;
}

qsizetype pairsIn(std::string_view query) {
    qsizetype pairs = 0;
    for (std::size_t at = 0; at < query.size();) {
        const std::size_t end = std::min(query.find('&', at), query.size());
        if (end > at) ++pairs;
        at = end + 1;
    }
    return pairs;
}

}  // namespace

BodyReader::BodyReader(const http::Request &request) {
    const QByteArray bytes = QByteArray::fromRawData(request.body.data(), static_cast<qsizetype>(request.body.size()));
    if (bytes.trimmed().isEmpty()) return;
    QJsonParseError parse{};
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &parse);
    if (parse.error != QJsonParseError::NoError || !document.isObject()) {
        m_error = Error{ErrorCode::InvalidRequest, QStringLiteral("body"), {}};
        return;
    }
    m_object = document.object();
    // Of two values by one name another reader might take the other one.
    if (membersIn(bytes) != m_object.size()) m_error = Error{ErrorCode::InvalidRequest, QStringLiteral("body"), {}};
}

void BodyReader::wrong(const char *name) {
    if (!m_error) m_error = Error{ErrorCode::InvalidRequest, QString::fromLatin1(name), {}};
}

QJsonValue BodyReader::take(const char *name, bool required) {
    const auto at = m_object.find(QLatin1String(name));
    if (at == m_object.end()) {
        if (required) wrong(name);
        return QJsonValue::Undefined;
    }
    const QJsonValue value = at.value();
    m_object.erase(at);
    if (value.isNull() && !required) return QJsonValue::Undefined;
    return value;
}

QString BodyReader::text(const char *name, int longest, bool required) {
    const QJsonValue value = take(name, required);
    if (value.isUndefined()) return {};
    const QString found = value.toString();
    if (!value.isString() || found.size() > longest || found.contains(QChar(u'\0'))) {
        wrong(name);
        return {};
    }
    return found;
}

qint64 BodyReader::number(const char *name, qint64 smallest, bool required) {
    const QJsonValue value = take(name, required);
    if (value.isUndefined()) return 0;
    const double found = value.toDouble(-1);
    if (!value.isDouble() || found != std::floor(found) || found < static_cast<double>(smallest) || found > largestExactNumber) {
        wrong(name);
        return 0;
    }
    return value.toInteger();
}

QJsonObject BodyReader::object(const char *name) {
    const QJsonValue value = take(name, true);
    if (!value.isObject()) wrong(name);
    return value.toObject();
}

std::optional<bool> BodyReader::truth(const char *name) {
    const QJsonValue value = take(name, false);
    if (value.isUndefined()) return std::nullopt;
    if (!value.isBool()) wrong(name);
    return value.toBool();
}

QString BodyReader::word(const char *name, const QStringList &words) {
    const QJsonValue value = take(name, false);
    if (value.isUndefined()) return words.first();
    if (value.isString() && words.contains(value.toString())) return value.toString();
    wrong(name);
    return words.first();
}

std::optional<Error> BodyReader::error() {
    // A field that nobody asked for is a misspelt one.
    if (!m_error && !m_object.isEmpty()) m_error = Error{ErrorCode::InvalidRequest, m_object.begin().key().left(40), {}};
    return m_error;
}

QueryReader::QueryReader(const http::Request &request) {
    if (request.query.empty()) return;
    m_pairs = http::parseForm(request.query);
    // A pair that is no UTF-8 is not there for parseForm(), and must not pass for one that was not sent.
    if (pairsIn(request.query) != static_cast<qsizetype>(m_pairs.size())) m_error = Error{ErrorCode::InvalidRequest, QStringLiteral("query"), {}};
}

void QueryReader::wrong(const char *name) {
    if (!m_error) m_error = Error{ErrorCode::InvalidRequest, QString::fromLatin1(name), {}};
}

std::optional<QString> QueryReader::take(const char *name) {
    const auto at = std::find_if(m_pairs.begin(), m_pairs.end(), [name](const auto &pair) { return pair.first == name; });
    if (at == m_pairs.end()) return std::nullopt;
    QString value = QString::fromStdString(at->second);
    m_pairs.erase(at);
    return value;
}

QString QueryReader::text(const char *name, int longest) {
    const QString found = take(name).value_or(QString());
    if (found.size() <= longest) return found;
    wrong(name);
    return {};
}

qint64 QueryReader::number(const char *name, qint64 fallback, qint64 smallest, qint64 largest) {
    const std::optional<QString> found = take(name);
    if (!found || found->isEmpty()) return fallback;
    bool good = false;
    const qint64 value = found->toLongLong(&good);
    if (good && value >= smallest && value <= largest) return value;
    wrong(name);
    return fallback;
}

bool QueryReader::flag(const char *name) {
    const QString found = take(name).value_or(QString());
    if (found == QLatin1String("1") || found == QLatin1String("true")) return true;
    if (!found.isEmpty() && found != QLatin1String("0") && found != QLatin1String("false")) wrong(name);
    return false;
}

std::optional<Error> QueryReader::error() {
    if (!m_error && !m_pairs.empty()) m_error = Error{ErrorCode::InvalidRequest, QString::fromStdString(m_pairs.front().first).left(40), {}};
    return m_error;
}

}  // namespace latchkey
