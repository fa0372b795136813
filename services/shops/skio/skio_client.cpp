// Leaves out refused fields, halves refused pages, and falls back to lean documents.
#include "services/shops/skio/skio_client.h"

#include "services/shops/skio/graphql_text.h"

#include <algorithm>

namespace latchkey {

namespace {

constexpr int mostPrunings = 5;
constexpr int smallestPage = 5;

// Without these a row is nobody's, a sync cannot go on, or somebody is helped who must not be.
bool isNeeded(const GraphqlField &field) {
    static const QStringList needed{QStringLiteral("id"),         QStringLiteral("updatedAt"),        QStringLiteral("email"),
                                    QStringLiteral("redactedAt"), QStringLiteral("removedAt"),        QStringLiteral("status"),
                                    QStringLiteral("ok"),         QStringLiteral("magicLinkUrl"),     QStringLiteral("storefrontUserId"),
                                    QStringLiteral("subscriptionId")};
    return field.depth == 1 || needed.contains(field.name);
}

}  // namespace

SkioClient::SkioClient(GraphqlLine &line, SkioDocuments documents, SkioLearned &learned)
    : m_line(line), m_documents(std::move(documents)), m_learned(learned) {}

// By the server's path, else by the type, else wherever a field has that name.
QStringList SkioClient::prunable(const QByteArray &text, const QList<UnknownField> &unknown) const {
    const QList<GraphqlField> fields = graphqlFields(text);
    QStringList paths;
    for (const UnknownField &wanted : unknown) {
        const auto all = [&](auto fits) {
            QStringList found;
            for (const GraphqlField &field : fields)
                if (field.name == wanted.name && !isNeeded(field) && fits(field)) found.append(field.path);
            return found;
        };
        QStringList found = all([&](const GraphqlField &field) { return field.path == wanted.path; });
        if (found.isEmpty()) found = all([&](const GraphqlField &field) { return field.parentType == wanted.type; });
        if (found.isEmpty()) found = all([](const GraphqlField &) { return true; });
        paths += found;
    }
    return paths;
}

ShopResult<GraphqlAnswer> SkioClient::askDocument(const SkioAsk &question, const QString &document, const std::stop_token &stop) {
    GraphqlAsk ask{m_documents.text(document), question.variables,
                   {!question.payload.isEmpty(), false, question.keys, question.lists, question.payload}, question.patience, question.secretKey};
    if (ask.document.isEmpty()) return trouble(ShopFault::NotOffered, document);
    QStringList leftOut = m_learned.leftOut(document);
    ask.document = withoutFields(ask.document, leftOut);
    int size = question.pageSize > 0 ? m_learned.pageSize(document, question.pageSize) : 0;
    int prunings = 0;
    bool isHalved = false;
    for (;;) {
        if (size > 0) ask.variables.insert(QStringLiteral("limit"), size);
        tl::expected<GraphqlAnswer, GraphqlFault> answer = m_line.ask(ask, stop);
        if (answer) {
            if (isHalved) m_learned.keepPageSize(document, size);
            return std::move(*answer);
        }
        const GraphqlFault &fault = answer.error();
        const bool isSize = fault.trouble.fault == ShopFault::TooMuchAsked || fault.mayBeSize;
        const QStringList refused = prunings < mostPrunings ? prunable(ask.document, fault.unknownFields) : QStringList();
        if (!refused.isEmpty()) {
            ++prunings;
            ask.document = withoutFields(ask.document, refused);
            m_learned.leaveOut(document, refused);
        } else if (isSize && size > smallestPage) {
            size = std::max(smallestPage, size / 2);
            isHalved = true;
        } else {
            return tl::unexpected<ShopTrouble>(fault.trouble);
        }
        if (stop.stop_requested()) return trouble(ShopFault::Stopped);
    }
}

ShopResult<GraphqlAnswer> SkioClient::ask(const SkioAsk &question, const std::stop_token &stop) {
    const QString lean = question.document + QLatin1String("Lean");
    const bool hasLean = m_documents.has(lean);
    const bool goesLean = hasLean && m_learned.prefersLean(question.document);
    ShopResult<GraphqlAnswer> answer = askDocument(question, goesLean ? lean : question.document, stop);
    if (answer || goesLean || !hasLean) return answer;
    const ShopFault fault = answer.error().fault;
    if (fault != ShopFault::TooMuchAsked && fault != ShopFault::DocumentRefused) return answer;
    ShopResult<GraphqlAnswer> second = askDocument(question, lean, stop);
    if (!second) return answer;
    m_learned.preferLean(question.document);
    return second;
}

}  // namespace latchkey
