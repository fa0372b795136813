// Reads the documents from the resources and from a folder.
#include "services/shops/skio/skio_documents.h"

#include "services/shops/skio/graphql_text.h"

#include <QDir>
#include <QFile>

namespace latchkey {

namespace {

constexpr qint64 longestDocument = 64 * 1024;

std::optional<QByteArray> contentOf(const QString &path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > longestDocument) return std::nullopt;
    const QByteArray text = compactGraphql(file.readAll());
    if (graphqlFields(text).isEmpty()) return std::nullopt;
    return text;
}

}  // namespace

Result<SkioDocuments> SkioDocuments::load(const QString &folder) {
    SkioDocuments documents;
    const QDir own(QStringLiteral(":/skio"));
    for (const QString &file : own.entryList({QStringLiteral("*.graphql")}, QDir::Files, QDir::Name)) {
        const bool isOverridden = !folder.isEmpty() && QFile::exists(QDir(folder).filePath(file));
        const std::optional<QByteArray> text = contentOf(isOverridden ? QDir(folder).filePath(file) : own.filePath(file));
        if (!text) return fail(ErrorCode::ConfigurationInvalid, QStringLiteral("skio-documents"));
        documents.m_texts.insert(file.chopped(8), *text);
    }
    return documents;
}

QStringList SkioDocuments::names() const {
    QStringList names = m_texts.keys();
    names.sort();
    return names;
}

}  // namespace latchkey
