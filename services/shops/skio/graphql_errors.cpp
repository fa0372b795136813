// Compares error texts with those that are known, the most telling ones first.
#include "services/shops/skio/graphql_errors.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <array>

namespace latchkey {

namespace {

QRegularExpression pattern(const char *text) { return QRegularExpression(QLatin1String(text), QRegularExpression::CaseInsensitiveOption); }

struct Said {
    QString message;
    QString detail;
    QString code;
    QString path;
    [[nodiscard]] QString all() const { return message + u'\n' + detail; }
    // What Skio writes into `message` is often of no use.
    [[nodiscard]] QString telling() const { return detail.isEmpty() ? message : detail; }
};

Said saidBy(const QJsonValue &error) {
    if (error.isString()) return {error.toString(), {}, {}, {}};
    const QJsonObject object = error.toObject();
    const QJsonObject extensions = object.value(QLatin1String("extensions")).toObject();
    return {object.value(QLatin1String("message")).toString(), extensions.value(QLatin1String("detail")).toString(),
            extensions.value(QLatin1String("code")).toString(), extensions.value(QLatin1String("path")).toString()};
}

// "$.selectionSet.Subscriptions.selectionSet.note" -> "Subscriptions.note".
QString answerPath(const QString &path) {
    static const QString between = QStringLiteral("selectionSet.");
    if (!path.startsWith(QLatin1String("$.")) || path.contains(QLatin1String(".args"))) return {};
    QString short_ = path.sliced(2);
    return short_.contains(between) ? short_.remove(between) : QString();
}

bool isRoot(const QString &type) {
    static const QStringList roots{QStringLiteral("query_root"), QStringLiteral("mutation_root"), QStringLiteral("Query"), QStringLiteral("Mutation")};
    return roots.contains(type);
}

bool isInput(const QString &type) {
    return type.endsWith(QLatin1String("_bool_exp")) || type.endsWith(QLatin1String("_order_by")) || type.endsWith(QLatin1String("_comparison_exp")) ||
           type.endsWith(QLatin1String("Input"));
}

std::optional<UnknownField> unknownFieldIn(const Said &said) {
    static const QRegularExpression hasura = pattern("field ['\"`]([^'\"`]+)['\"`] not found in type: ?['\"`]([^'\"`]+)['\"`]");
    static const QRegularExpression reference = pattern("cannot query field ['\"`]([^'\"`]+)['\"`] on type ['\"`]([^'\"`]+)['\"`]");
    for (const QRegularExpression &shape : {hasura, reference})
        if (const QRegularExpressionMatch found = shape.match(said.all()); found.hasMatch())
            return UnknownField{found.captured(1), found.captured(2), answerPath(said.path)};
    return std::nullopt;
}

struct Rule {
    ShopFault fault;
    const char *text;
    const char *code;  // as an alternative; null: none
};

// A limit of time comes before the limits that refuse a request before it runs.
constexpr std::array<Rule, 8> rules = {{
    {ShopFault::TokenRefused, "authori[sz]ation hook|invalid api key or access token|could not verify jwt|missing authori[sz]ation",
     "^(access-denied|invalid-jwt|invalid-headers|jwt-.*|UNAUTHENTICATED)$"},
    {ShopFault::NoAccess, "access denied|permission denied", "^(permission-denied|permission-error|ACCESS_DENIED|FORBIDDEN)$"},
    {ShopFault::NotInShop, "lambda policy revoked", nullptr},
    {ShopFault::NotAnId, "invalid input syntax for (type )?uuid|invalid global id", nullptr},
    {ShopFault::TimedOut, "\\btime[ -]limit", "^(TIMEOUT|time-limit-exceeded)$"},
    {ShopFault::TooMuchAsked,
     "(node|depth|row|complexity|cost|page|size)s?\\b.{0,30}\\blimit|\\blimit\\b.{0,30}\\b(node|depth|row|complexity|cost|page)|exceed\\w*.{0,30}\\b(node|depth|cost)|"
     "too (deep|large|complex)|too many (nodes|rows|fields|results|records)",
     "^(MAX_COST_EXCEEDED)$"},
    {ShopFault::TooFast, "limit|too many|throttl", "^(THROTTLED|rate-limit-exceeded|too-many-requests)$"},
    {ShopFault::TimedOut, "time[d]?[ -]?out|deadline exceeded", nullptr},
}};

// What lies beyond would not be shown anyway.
constexpr qsizetype longestRead = 4096;

constexpr const char internalError[] = "^internal (server )?error\\b|something went wrong";

constexpr const char refusedDocument[] = "not found in type|unknown (argument|type|field|directive)|is not defined|expected type|expecting a value|cannot query field|syntax error|must have a selection|is never used";

JudgedErrors judgeOne(const Said &said, bool isMutation, bool carriesIds) {
    JudgedErrors judged;
    if (const std::optional<UnknownField> field = unknownFieldIn(said)) {
        judged.what = field->name;
        judged.fault = isRoot(field->type) ? ShopFault::NoAccess : ShopFault::DocumentRefused;
        if (!isRoot(field->type) && !isInput(field->type)) judged.unknownFields = {*field};
        return judged;
    }
    for (const Rule &rule : rules) {
        const bool byCode = rule.code != nullptr && !said.code.isEmpty() && QRegularExpression(QLatin1String(rule.code)).match(said.code).hasMatch();
        if (!byCode && !pattern(rule.text).match(said.all()).hasMatch()) continue;
        // What ran out of time may have been done all the same.
        judged.fault = isMutation && rule.fault == ShopFault::TimedOut ? ShopFault::Uncertain : rule.fault;
        judged.mayBeSize = rule.fault == ShopFault::TooFast && !byCode && !pattern("rate|throttl|request|minute|second|retry").match(said.all()).hasMatch();
        return judged;
    }
    if (said.code == QLatin1String("validation-failed") || said.code == QLatin1String("parse-failed") || said.code == QLatin1String("GRAPHQL_VALIDATION_FAILED") ||
        pattern(refusedDocument).match(said.message).hasMatch())
        judged.fault = ShopFault::DocumentRefused;
    else if (said.code == QLatin1String("unexpected"))
        judged.fault = isMutation ? (carriesIds ? ShopFault::NotAnId : ShopFault::Uncertain) : ShopFault::Failing;
    else if (said.code == QLatin1String("INTERNAL_SERVER_ERROR") || pattern(internalError).match(said.telling()).hasMatch())
        judged.fault = isMutation ? ShopFault::Uncertain : ShopFault::Failing;
    return judged;
}

}  // namespace

JudgedErrors judgeGraphqlErrors(const QJsonValue &errors, bool isMutation, bool carriesIds, const std::vector<MessageText> &hidden) {
    QJsonArray list = errors.toArray();
    if (!errors.isArray()) list.append(errors);
    std::optional<JudgedErrors> first;
    QList<UnknownField> unknown;
    for (const QJsonValue &error : list) {
        const Said said = saidBy(error);
        JudgedErrors judged = judgeOne(said, isMutation, carriesIds);
        judged.words = fitWords(said.telling(), hidden);
        unknown += judged.unknownFields;
        if (!first || (first->fault == ShopFault::Declined && judged.fault != ShopFault::Declined)) first = judged;
    }
    if (!first) return {};
    if (first->fault == ShopFault::DocumentRefused) first->unknownFields = unknown;
    return *first;
}

QString fitWords(const QString &said, const std::vector<MessageText> &hidden) {
    // A link within a refusal would open somebody's portal, also without its scheme, and so would the parameter alone.
    static const QRegularExpression url(QStringLiteral("[A-Za-z][A-Za-z0-9+.-]*:\\\\?/\\\\?/\\S+"));
    static const QRegularExpression place(QStringLiteral("(?<!\\S)\\S*\\?[^\\s=]*=\\S*|(?<![\\w.-])([a-z0-9-]+\\.)+[a-z]{2,}(:[0-9]+)?\\\\?/\\S+"),
                                          QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression parameter(QStringLiteral("(?<![\\w-])[\\w-]*(token|key|secret|code|hash|session|signature|password|jwt|auth)[\\w-]*=\\S+"),
                                              QRegularExpression::CaseInsensitiveOption);
    const QString hiding = QStringLiteral("••••");
    return serverWords(said.left(longestRead).replace(url, hiding).replace(place, hiding).replace(parameter, hiding).toUtf8(), hidden);
}

bool saysNobodyHasThisEmail(const QString &words) {
    static const QRegularExpression nobody = pattern("\\bno (storefront ?user|customer|user|account)s? ((was |is )?found|exists?|has|have|with|for|match)");
    static const QRegularExpression somebody =
        pattern("(user|customer|e-?mail( address)?)( (with|for|by|having|of) .{1,80}?)? (was |is |could )?(not (be )?found|does ?n.t exist|does not exist|unknown)|"
                "unknown (storefront ?user|customer|user|e-?mail)|could not find (an? |any |the )?(storefront ?user|customer|user)\\b");
    return nobody.match(words).hasMatch() || somebody.match(words).hasMatch();
}

}  // namespace latchkey
