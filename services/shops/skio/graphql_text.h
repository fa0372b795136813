// Reads as much of a GraphQL document as it takes to leave fields out of it and to count what a server would count.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

namespace latchkey {

// One field of a selection: where it stands, and where it hangs.
struct GraphqlField {
    QString path;        // by the names of the answer: "Subscriptions.BillingPolicy.interval"
    QString name;        // of the schema
    QString parentType;  // as far as the relations' names tell; "query_root" or "mutation_root" at the top
    qsizetype begin = 0; // in the document, its arguments and its subtree included
    qsizetype end = 0;
    int depth = 1;
    bool hasSelection = false;
};

// Every field, parents before their children. Empty when the text is no document that we understand.
QList<GraphqlField> graphqlFields(QByteArrayView document);

// The document without these fields and their subtrees. A parent that would be left without any field goes as well.
QByteArray withoutFields(QByteArrayView document, const QList<QString> &paths);

// Without comments and needless blanks: what is sent.
QByteArray compactGraphql(QByteArrayView document);

}  // namespace latchkey
