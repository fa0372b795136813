// Asks Skio by the documents' names, and copes with a schema and with limits that differ from what the documents expect.
#pragma once

#include "services/shops/skio/graphql_line.h"
#include "services/shops/skio/skio_documents.h"
#include "services/shops/skio/skio_learned.h"

namespace latchkey {

struct SkioAsk {
    QString document;
    QJsonObject variables = {};  // `limit` is set by the client when `pageSize` is not 0
    QStringList keys = {};
    QStringList lists = {};
    QString payload = {};        // makes it a change
    Patience patience = {};
    int pageSize = 0;            // what the first try asks for; halved down to 5 while the shop finds it too large
    QString secretKey = {};
};

// Any thread; blocks.
class SkioClient {
public:
    SkioClient(GraphqlLine &line, SkioDocuments documents, SkioLearned &learned);

    // A refused field is left out with its subtree, at most five times, and remembered; never a key or what says who may be helped. Where
    // a document is too large at its smallest page, "<name>Lean" is asked instead, if there is one. That a change is sent again here is
    // allowed only because its refusal by the schema means that it did not run.
    ShopResult<GraphqlAnswer> ask(const SkioAsk &question, const std::stop_token &stop);

private:
    ShopResult<GraphqlAnswer> askDocument(const SkioAsk &question, const QString &document, const std::stop_token &stop);
    QStringList prunable(const QByteArray &text, const QList<UnknownField> &unknown) const;

    GraphqlLine &m_line;
    SkioDocuments m_documents;
    SkioLearned &m_learned;
};

}  // namespace latchkey
