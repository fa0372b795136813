// Tells from a failed request what stands between desk and service: for services/client alone.
#pragma once

#include "services/client/connection_state.h"

#include <QList>

class QNetworkReply;
class QSslError;

namespace latchkey {

// Of a request that was not answered at all.
Trouble troubleOf(const QNetworkReply &reply);
// Keeps with the reply what is wrong with the certificate, since the reply's own error says only that something is.
void noteCertificate(QNetworkReply &reply, const QList<QSslError> &errors);
// Of a service whose version is known, when its answer was not understood.
Trouble troubleOfVersion(const QString &service, const QString &desk);

}  // namespace latchkey
