// Errors in JSON: application/problem+json of RFC 9457, with the findings that explain a refusal.
#include "models/json/json.h"
#include "models/json/json_reader.h"

namespace latchkey {

void writeProblem(JsonWriter &out, const Error &error, int status, const QList<Finding> &findings) {
    const QString code = toText(error.code);
    // The code in plain words: a sentence for people is made by each face from the code.
    QString title = code;
    title.replace(u'_', u' ');
    if (!title.isEmpty()) title[0] = title[0].toUpper();
    out.beginObject().field("type", QStringLiteral("urn:latchkey:problem:") + code).field("title", title);
    const std::optional<Denial> denial = error.code == ErrorCode::NotAllowed ? denialIn(error.detail) : std::nullopt;
    out.field("status", status).field("code", code).field("detail", denial ? toText(denial->role) : error.detail);
    out.field("retry_at", error.retryAt.value_or(Instant()));
    if (denial) {
        out.key("denial");
        writeJson(out, *denial);
    }
    if (!findings.isEmpty()) {
        out.key("findings");
        writeJson(out, findings);
    }
    out.endObject();
}

Result<Problem> readProblem(const QJsonObject &object) {
    JsonReader in(object);
    Problem problem;
    problem.error.code = in.named(QLatin1String("code"), errorCodeFromText);
    if (in.has(QLatin1String("detail"))) problem.error.detail = in.text(QLatin1String("detail"));
    if (in.has(QLatin1String("retry_at")) && !in.isNull(QLatin1String("retry_at"))) problem.error.retryAt = in.instant(QLatin1String("retry_at"));
    if (in.has(QLatin1String("denial"))) problem.error.detail = packed(in.object(QLatin1String("denial"), readDenial));
    if (in.has(QLatin1String("findings"))) problem.findings = in.list(QLatin1String("findings"), readFinding);
    return in.result(std::move(problem));
}

}  // namespace latchkey
