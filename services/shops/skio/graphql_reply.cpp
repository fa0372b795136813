// Judges answers of a GraphQL server in the order in which failures hide each other.
#include "services/shops/skio/graphql_reply.h"

#include "services/shops/skio/graphql_errors.h"
#include "services/shops/skio/http_times.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace latchkey {

namespace {

ShopFault faultOf(HttpEnd end) {
    switch (end) {
        case HttpEnd::NotSetUp:
        case HttpEnd::NotEncrypted:
            return ShopFault::NotEncrypted;
        case HttpEnd::BadCertificate:
            return ShopFault::BadCertificate;
        case HttpEnd::TimedOut:
            return ShopFault::TimedOut;
        case HttpEnd::Nonsense:
            return ShopFault::Nonsense;
        case HttpEnd::Unreachable:
        case HttpEnd::Closed:
        case HttpEnd::Answered:
            return ShopFault::Unreachable;
    }
    return ShopFault::Unreachable;
}

std::optional<ShopFault> faultOfStatus(int status) {
    if (status >= 200 && status <= 299) return std::nullopt;
    if (status < 400) return ShopFault::Redirected;
    if (status == 401 || status == 403) return ShopFault::TokenRefused;
    if (status == 408) return ShopFault::TimedOut;
    if (status == 429) return ShopFault::TooFast;
    if (status >= 500) return ShopFault::Failing;
    return ShopFault::Nonsense;
}

class Reading {
public:
    Reading(const HttpAnswer &answer, const GraphqlExpectation &expected, ShopSpeaker speaker, const std::vector<MessageText> &hidden, Instant now)
        : m_answer(answer), m_expected(expected), m_speaker(speaker), m_hidden(hidden), m_now(now) {}

    GraphqlRead run() const {
        if (m_answer.end != HttpEnd::Answered) return withoutAnswer();
        const QJsonDocument document = m_answer.isCut ? QJsonDocument() : QJsonDocument::fromJson(m_answer.body);
        if (const std::optional<ShopFault> fault = faultOfStatus(m_answer.status)) return byStatus(*fault, document.object());
        if (!document.isObject()) return lost(m_answer.brokenOff ? faultOf(*m_answer.brokenOff) : ShopFault::Nonsense, {});
        const QJsonObject reply = document.object();
        const QJsonObject data = reply.value(QLatin1String("data")).toObject();
        if (const QJsonValue errors = reply.value(QLatin1String("errors")); hasErrors(errors)) return besideErrors(errors, data);
        return whole(data);
    }

private:
    static bool speaksOfToken(const QJsonObject &reply) {
        static const QRegularExpression words(QStringLiteral("token|authori[sz]|authentica|api key|credential"), QRegularExpression::CaseInsensitiveOption);
        return words.match(QString::fromUtf8(QJsonDocument(reply).toJson(QJsonDocument::Compact))).hasMatch();
    }
    static bool hasErrors(const QJsonValue &errors) { return errors.isString() || errors.isObject() || !errors.toArray().isEmpty(); }

    [[nodiscard]] ShopTrouble made(ShopFault fault, const QString &words) const {
        ShopTrouble made;
        made.fault = fault;
        made.speaker = m_speaker;
        made.words = words;
        made.status = m_answer.status;
        return made;
    }
    [[nodiscard]] GraphqlRead fault(ShopFault of, const QString &words) const { return tl::unexpected<GraphqlFault>(GraphqlFault{made(of, words)}); }
    // A change may have been made before its answer went astray.
    [[nodiscard]] GraphqlRead lost(ShopFault of, const QString &words) const { return fault(m_expected.isMutation ? ShopFault::Uncertain : of, words); }

    [[nodiscard]] GraphqlRead withoutAnswer() const {
        const ShopFault of = faultOf(m_answer.end);
        return m_answer.requestSent ? lost(of, {}) : fault(of, {});
    }

    [[nodiscard]] GraphqlRead byStatus(ShopFault of, const QJsonObject &reply) const {
        const QJsonValue errors = reply.value(QLatin1String("errors"));
        const QString words = hasErrors(errors) ? judged(errors).words : QString();
        // A firewall's page says nothing of the token; the shop itself would name it. What a firewall refuses never came to the shop.
        const bool isFirewalls = of == ShopFault::TokenRefused && !hasErrors(errors) && !speaksOfToken(reply);
        if (isFirewalls) of = ShopFault::Failing;
        if (of == ShopFault::Failing || of == ShopFault::TimedOut) {
            GraphqlRead read = isFirewalls ? fault(of, words) : lost(of, words);
            notePause(read.error().trouble);
            return read;
        }
        if (of == ShopFault::Nonsense && hasErrors(errors)) return byErrors(errors);
        GraphqlRead read = fault(of, words);
        if (of == ShopFault::TooFast) notePause(read.error().trouble);
        return read;
    }
    void notePause(ShopTrouble &trouble) const {
        if (const auto wait = retryAfterFrom(m_answer.retryAfterText, m_answer.date, m_now)) trouble.retryAt = m_now + *wait;
    }

    [[nodiscard]] JudgedErrors judged(const QJsonValue &errors) const {
        return judgeGraphqlErrors(errors, m_expected.isMutation, m_expected.carriesIds, m_hidden);
    }

    [[nodiscard]] GraphqlRead byErrors(const QJsonValue &errors) const {
        const JudgedErrors judgement = judged(errors);
        GraphqlFault fault{made(judgement.fault, judgement.words), judgement.unknownFields, judgement.mayBeSize};
        fault.trouble.what = judgement.what;
        if (judgement.fault == ShopFault::TooFast) notePause(fault.trouble);
        return tl::unexpected<GraphqlFault>(std::move(fault));
    }

    // A payload beside errors shows that the change ran: what it says of itself counts.
    [[nodiscard]] GraphqlRead besideErrors(const QJsonValue &errors, const QJsonObject &data) const {
        const QJsonValue payload = m_expected.payload.isEmpty() ? QJsonValue() : data.value(m_expected.payload);
        if (!payload.isObject()) return byErrors(errors);
        return saysHowItEnded(payload.toObject()) ? whole(data) : fault(ShopFault::Uncertain, judged(errors).words);
    }
    // Skio's `ok`, or Shopify's errors of the user's and, without any, the row that was saved.
    static bool saysHowItEnded(const QJsonObject &payload) {
        if (payload.value(QLatin1String("ok")).isBool()) return true;
        const QJsonValue userErrors = payload.value(QLatin1String("userErrors"));
        if (!userErrors.isArray()) return false;
        return !userErrors.toArray().isEmpty() || std::any_of(payload.begin(), payload.end(), [](const QJsonValue &value) { return value.isObject(); });
    }

    [[nodiscard]] GraphqlRead whole(const QJsonObject &data) const {
        for (const QString &key : m_expected.keys)
            if (!data.contains(key)) return missing(key);
        for (const QString &key : m_expected.lists)
            if (!data.value(key).isArray()) return missing(key);
        if (m_expected.payload.isEmpty()) return data;
        const QJsonValue payload = data.value(m_expected.payload);
        if (!payload.isObject()) return missing(m_expected.payload);
        const QJsonObject result = payload.toObject();
        if (result.value(QLatin1String("ok")).isBool() && !result.value(QLatin1String("ok")).toBool()) return declined(result);
        return data;
    }
    [[nodiscard]] GraphqlRead missing(const QString &key) const {
        GraphqlRead read = lost(ShopFault::Nonsense, {});
        read.error().trouble.what = key;
        return read;
    }
    [[nodiscard]] GraphqlRead declined(const QJsonObject &payload) const {
        QString words = payload.value(QLatin1String("error")).toString();
        if (words.isEmpty()) words = payload.value(QLatin1String("message")).toString();
        return fault(saysNobodyHasThisEmail(words) ? ShopFault::EmailUnknown : ShopFault::Declined, fitWords(words, m_hidden));
    }

    const HttpAnswer &m_answer;
    const GraphqlExpectation &m_expected;
    ShopSpeaker m_speaker;
    const std::vector<MessageText> &m_hidden;
    Instant m_now;
};

}  // namespace

GraphqlRead readGraphql(const HttpAnswer &answer, const GraphqlExpectation &expected, ShopSpeaker speaker, const std::vector<MessageText> &hidden,
                        Instant now) {
    return Reading(answer, expected, speaker, hidden, now).run();
}

}  // namespace latchkey
