// The GraphQL documents by name: our own, or in their place those of an operator's folder.
#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QHash>
#include <QStringList>

namespace latchkey {

class SkioDocuments {
public:
    // A file "<name>.graphql" in the folder stands in for the document of that name; others are left alone. An empty folder: none.
    // ConfigurationInvalid ("skio-documents") when one of them cannot be read or is none that we understand.
    static Result<SkioDocuments> load(const QString &folder);

    [[nodiscard]] QByteArray text(const QString &name) const { return m_texts.value(name); }  // empty: there is none
    [[nodiscard]] bool has(const QString &name) const { return m_texts.contains(name); }
    [[nodiscard]] QStringList names() const;

private:
    QHash<QString, QByteArray> m_texts;
};

}  // namespace latchkey
