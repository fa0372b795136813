// The client's verbs of imports.
#include "models/json/import_json.h"
#include "services/client/service_client_inner.h"
#include "services/client/verbs.h"

#include <QNetworkReply>

namespace latchkey {

namespace {

QString importPlace(qint64 import, const QString &rest = {}) { return QStringLiteral("/imports/%1%2").arg(import).arg(rest); }

Result<QList<ImportPreview>> previewsIn(const QJsonObject &object) { return readList<ImportPreview>(object.value(QLatin1String("items")), readImportPreview); }

}  // namespace

Pending ServiceClient::openImport(const ImportOffers &offers, QObject *context, Answer<ImportStatus> answer) {
    JsonWriter out;
    writeJson(out, offers);
    return m_inner->wire.send({"POST", QStringLiteral("/imports"), {}, bodyOf(out)}, context, readWith(std::move(answer), readImportStatus));
}

Pending ServiceClient::uploadPiece(qint64 import, ImportKind kind, qint64 offset, const QByteArray &piece, QObject *context, Answer<ImportStatus> answer) {
    Wire::Request request{"PATCH", importPlace(import, u'/' + toText(kind)), {{QStringLiteral("offset"), QString::number(offset)}}, piece};
    request.type = QByteArrayLiteral("application/octet-stream");
    return m_inner->wire.send(request, context, readWith(std::move(answer), readImportStatus));
}

Pending ServiceClient::importPreview(qint64 import, QObject *context, Answer<QList<ImportPreview>> answer) {
    return m_inner->wire.send({"GET", importPlace(import, QStringLiteral("/preview"))}, context, readWith(std::move(answer), previewsIn));
}

Pending ServiceClient::startImport(qint64 import, const ImportMaps &maps, QObject *context, Answer<ImportStatus> answer) {
    JsonWriter out;
    writeJson(out, maps);
    return m_inner->wire.send({"POST", importPlace(import, QStringLiteral("/start")), {}, bodyOf(out)}, context, readWith(std::move(answer), readImportStatus));
}

Pending ServiceClient::importStatus(qint64 import, QObject *context, Answer<ImportStatus> answer) {
    return m_inner->wire.send({"GET", importPlace(import)}, context, readWith(std::move(answer), readImportStatus));
}

Pending ServiceClient::cancelImport(qint64 import, QObject *context, Answer<ImportStatus> answer) {
    return m_inner->wire.send({"DELETE", importPlace(import)}, context, readWith(std::move(answer), readImportStatus));
}

Pending ServiceClient::refusedRows(qint64 import, ImportKind kind, qint64 after, QObject *context, Answer<RefusedPage> answer) {
    const Wire::Query query{{QStringLiteral("file"), toText(kind)}, {QStringLiteral("after"), QString::number(after)}};
    return m_inner->wire.send({"GET", importPlace(import, QStringLiteral("/refused")), query}, context, readWith(std::move(answer), readRefusedPage));
}

}  // namespace latchkey
