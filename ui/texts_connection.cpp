// One sentence or two for each trouble; none of them offers to look away.
#include "ui/texts_connection.h"

#include "ui/texts.h"
#include "ui/texts_context.h"

#include <QUrl>

namespace latchkey {

namespace {

QString aboutCertificate(const Trouble &trouble, const QString &host) {
    if (trouble.kind == TroubleKind::SelfSigned)
        return Desktop::tr("%1 shows a certificate that it signed itself, so anybody could stand in between. Ask the operator for one by an authority, or for the "
                           "certificate authority file of your team.").arg(host);
    if (trouble.kind == TroubleKind::UnknownAuthority)
        return Desktop::tr("The certificate of %1 is by an authority that this computer does not know. Ask the operator for the certificate authority file of your "
                           "team, and name it here.").arg(host);
    if (trouble.kind == TroubleKind::CertificateExpired)
        return Desktop::tr("The certificate of %1 ended on %2. Ask the operator to renew it; if it is newer, set this computer's clock right.").arg(host, trouble.detail);
    if (trouble.kind == TroubleKind::CertificateTooNew)
        return Desktop::tr("The certificate of %1 is valid only from %2. Set this computer's clock right; if it is right, ask the operator.").arg(host, trouble.detail);
    if (trouble.kind == TroubleKind::OtherHost)
        return Desktop::tr("%1 shows a certificate for %2. Check the address; if it is right, ask the operator for a certificate with this name.").arg(host, trouble.detail);
    return Desktop::tr("The certificate of %1 is not accepted (%2). Ask the operator to mend it.").arg(host, trouble.detail);
}

}  // namespace

QString textOf(const Trouble &trouble, const QUrl &service) {
    const QString host = service.host();
    switch (trouble.kind) {
        case TroubleKind::None:
            return {};
        case TroubleKind::NoSuchHost:
            return Desktop::tr("There is no host called %1. Check the address, and that this computer is on the network.").arg(host);
        case TroubleKind::NobodyListens:
            return Desktop::tr("No service answers at %1. Check the address; if it is right, ask the operator whether the service runs.").arg(service.authority());
        case TroubleKind::NoAnswer:
            return Desktop::tr("%1 does not answer in time. Check the network and try again.").arg(host);
        case TroubleKind::Broken:
            return Desktop::tr("The connection to %1 breaks off. Check the network and try again.").arg(host);
        case TroubleKind::Unavailable:
            return Desktop::tr("%1 answers, but the service behind it does not. Wait a moment; if it stays so, ask the operator.").arg(host);
        case TroubleKind::NotEncrypted:
            return Desktop::tr("%1 does not answer as https should. Check the address and its port; if they are right, ask the operator.").arg(service.authority());
        case TroubleKind::UnknownAuthority:
        case TroubleKind::SelfSigned:
        case TroubleKind::CertificateExpired:
        case TroubleKind::CertificateTooNew:
        case TroubleKind::OtherHost:
        case TroubleKind::CertificateRefused:
            return aboutCertificate(trouble, host);
        case TroubleKind::TokenRefused:
            return Desktop::tr("The service does not accept this token. Paste the whole of it; if it was, ask an administrator for a new one.");
        case TroubleKind::Redirected:
            return Desktop::tr("%1 sends on to %2. Your token does not go there: if that is your service, type that address.").arg(service.toString(QUrl::RemovePath), trouble.detail);
        case TroubleKind::NotLatchkey:
            return Desktop::tr("Something answers at %1, but it is no Latchkey service. Check the address.").arg(service.authority());
        case TroubleKind::ServiceOlder:
            return trouble.detail.isEmpty()
                       ? Desktop::tr("The service is older than this desk understands. Ask the operator to update it.")
                       : Desktop::tr("The service is Latchkey %1, older than this desk understands. Ask the operator to update it.").arg(trouble.detail);
        case TroubleKind::ServiceNewer:
            return Desktop::tr("The service is Latchkey %1, newer than this desk. Update this desk.").arg(trouble.detail);
        case TroubleKind::Unreadable:
            return Desktop::tr("The service answers in a way that this desk cannot read. Ask the operator to look at what stands between.");
    }
    return {};
}

QString notConnectedTitle(Instant heardAt, Instant now) {
    if (!heardAt.isSet()) return Desktop::tr("Not connected");
    const bool today = dayOf(heardAt) == dayOf(now);
    return today ? Desktop::tr("Not connected since %1").arg(timeOfDay(heardAt))
                 : Desktop::tr("Not connected since %1, %2").arg(dayOf(heardAt), timeOfDay(heardAt));
}

QString nextTryText(const ConnectionState &state) {
    if (state.trying) return Desktop::tr("Trying again now…");
    const qint64 seconds = (state.untilNextTry.count() + 999) / 1000;
    return seconds > 0 ? Desktop::tr("Trying again in %1 s…").arg(seconds) : Desktop::tr("Trying again…");
}

QString whyNotNow(bool connected) { return connected ? QString() : Desktop::tr("Not possible while the service is not connected"); }

QString failureText(const QString &notDone, const QString &unknown, const Error &error) {
    return error.code == ErrorCode::ServiceTimedOut ? unknown : Desktop::tr("%1 %2").arg(notDone, textOf(error));
}

}  // namespace latchkey
