// One sentence for every error: what is wrong, and what to do.
#include "ui/texts.h"

#include "ui/texts_context.h"
#include "ui/texts_roles.h"

namespace latchkey {

namespace {

// " in "FILE"" and the like: the datum is left out where the error carries none.
QString withDetail(const QString &with, const QString &without, const QString &detail) { return detail.isEmpty() ? without : with.arg(detail); }

QString tryAgain(const Error &error, const QString &what) {
    if (!error.retryAt) return Desktop::tr("%1 Try again later.").arg(what);
    return Desktop::tr("%1 Try again at %2.").arg(what, timeOfDay(*error.retryAt));
}

QString notAllowed(const Error &error) {
    const std::optional<Denial> denial = denialIn(error.detail);
    return denial ? textOf(*denial) : Desktop::tr("Your role does not allow this; ask a Lead or an Admin.");
}

}  // namespace

QString textOf(const Error &error) {
    const QString &detail = error.detail;
    switch (error.code) {
        case ErrorCode::InvalidRequest:
            return Desktop::tr("The service did not understand the request; check that desk and service have the same version.");
        case ErrorCode::NotFound:
            return Desktop::tr("This is no longer there; go back to the list and search for it.");
        case ErrorCode::VersionConflict:
            return Desktop::tr("Somebody else changed the contact in the meantime; compare both and choose.");
        case ErrorCode::EmailInvalid:
            return Desktop::tr("The e-mail address is not valid; correct it and save again.");
        case ErrorCode::PhoneInvalid:
            return Desktop::tr("The phone number is not valid; write it with its country code and save again.");
        case ErrorCode::Unauthorized:
            return Desktop::tr("The service does not accept your token; ask for a new one.");
        case ErrorCode::NotAllowed:
            return notAllowed(error);
        case ErrorCode::TooManyLinks:
            return tryAgain(error, Desktop::tr("The limit of Magic links is reached."));
        case ErrorCode::MagicLinkRefused:
            return Desktop::tr("No Magic link is possible for this customer; the reasons stand below.");
        case ErrorCode::LinkDamaged:
            return Desktop::tr("The link is damaged; ask the customer for the whole text.");
        case ErrorCode::LinkUnknown:
            return Desktop::tr("This link was never issued here, or more than 90 days ago; issue a new one.");
        case ErrorCode::LinkExpired:
            return Desktop::tr("The link has expired; issue a new one.");
        case ErrorCode::LinkUsed:
            return Desktop::tr("The link has been used; issue a new one.");
        case ErrorCode::LinkRevoked:
            return Desktop::tr("The link was revoked; issue a new one.");
        case ErrorCode::LinkVoidByEmailChange:
            return Desktop::tr("The link ended when the e-mail address was changed; issue a new one.");
        case ErrorCode::CodeWrong:
            return Desktop::tr("The login code is wrong; read it again in the newest message.");
        case ErrorCode::CodeExpired:
            return Desktop::tr("The login code has expired; ask for a new one.");
        case ErrorCode::CodeTriesSpent:
            return Desktop::tr("The login code was typed wrongly too often; ask for a new one.");
        case ErrorCode::ResendTooSoon:
            return tryAgain(error, Desktop::tr("A code was sent a moment ago."));
        case ErrorCode::TooManyTries:
            return tryAgain(error, Desktop::tr("There were too many tries."));
        case ErrorCode::CannotSendAgain:
            return Desktop::tr("This message cannot be written anew; send a new login link, or let the customer ask for a code.");
        case ErrorCode::DeliveryFixed:
            return Desktop::tr("This is set in the service's configuration, and only there it can be changed.");
        case ErrorCode::DeliveryInvalid:
            return withDetail(Desktop::tr("The service does not accept “%1”; correct it and save again."),
                              Desktop::tr("The service does not accept these settings; correct them and save again."), detail);
        case ErrorCode::SnippetInvalid:
            return Desktop::tr("The service does not accept this snippet; mend what is marked and save again.");
        case ErrorCode::ColumnMissing:
            return withDetail(Desktop::tr("No column is chosen for “%1”, which every row needs; choose one."),
                              Desktop::tr("A column that every row needs is not chosen; choose it."), detail);
        case ErrorCode::ImportRunning:
            return Desktop::tr("Another import into this shop is running; try again when it is done.");
        case ErrorCode::ImportTooLarge:
            return withDetail(Desktop::tr("The files are too large: the service takes %1 MiB at once. Import them in parts, or on the service's computer."),
                              Desktop::tr("The files are too large for the service; import them in parts."), detail);
        case ErrorCode::TooManyImports:
            return tryAgain(error, Desktop::tr("Too many imports are open at the service."));
        case ErrorCode::UploadOutOfStep:
            return Desktop::tr("The service has lost its place in the file; start the import again.");
        case ErrorCode::FileChanged:
            return withDetail(Desktop::tr("%1 was changed while it was being sent; nothing was imported. Start the import again."),
                              Desktop::tr("The file was changed while it was being sent; nothing was imported. Start the import again."), detail);
        case ErrorCode::ShopUnreachable:
            return tryAgain(error, Desktop::tr("The shop does not answer as it should."));
        case ErrorCode::ShopRefusedUs:
            return Desktop::tr("The shop refuses the service; ask whoever looks after it to check the shop's token.");
        case ErrorCode::ShopDeclined:
            return Desktop::tr("The shop declined this; read the customer again and see what stands there.");
        case ErrorCode::ShopUncertain:
            return Desktop::tr("The shop did not answer in time, and it may have been done; read the customer again before you repeat it.");
        case ErrorCode::NotForThisShop:
            return Desktop::tr("This shop does not offer that.");
        case ErrorCode::StoreNewer:
            return Desktop::tr("The store was written by a newer Latchkey; update this one.");
        case ErrorCode::StoreNotOurs:
            return withDetail(Desktop::tr("%1 is not a Latchkey store; choose another file."),
                              Desktop::tr("This file is not a Latchkey store; choose another one."), detail);
        case ErrorCode::StoreNotEmpty:
            return Desktop::tr("There is a shop in this store already; choose an empty one.");
        case ErrorCode::StoreOfOtherShop:
            return withDetail(Desktop::tr("This store mirrors the shop %1; it is opened for no other one."),
                              Desktop::tr("This store holds the house's own customers; a shop elsewhere needs an empty one."), detail);
        case ErrorCode::SyncRunning:
            return Desktop::tr("A sync with the shop is running already; wait until it has ended.");
        case ErrorCode::StoreReadOnly:
            return withDetail(Desktop::tr("%1 cannot be written; check the rights of the file and its folder."),
                              Desktop::tr("The store cannot be written; check the rights of its file and folder."), detail);
        case ErrorCode::StoreFull:
            return Desktop::tr("The disk is full; nothing was changed. Make room and try again.");
        case ErrorCode::StoreBusy:
            return Desktop::tr("The store is busy; nothing was changed. Try again in a moment.");
        case ErrorCode::StoreUnreachable:
            return Desktop::tr("The service cannot reach its database. It keeps trying; try again in a moment, and look first whether it was done.");
        case ErrorCode::StoreDamaged:
            return Desktop::tr("The store is damaged; stop the service and restore the newest backup.");
        case ErrorCode::StoreFailed:
            return Desktop::tr("The store failed; nothing was changed. The service's log says why.");
        case ErrorCode::NotForPostgres:
            return Desktop::tr("The store is in PostgreSQL, whose own tools do this; the operator's guide says how.");
        case ErrorCode::FileUnreadable:
            return withDetail(Desktop::tr("%1 cannot be read; check that it exists and that you may read it."),
                              Desktop::tr("The file cannot be read; check that it exists and that you may read it."), detail);
        case ErrorCode::FileUnwritable:
            return withDetail(Desktop::tr("%1 cannot be written; choose another place."),
                              Desktop::tr("The file cannot be written; choose another place."), detail);
        case ErrorCode::ConfigurationInvalid:
            return withDetail(Desktop::tr("The configuration is not valid at “%1”; correct it and start again."),
                              Desktop::tr("The configuration is not valid; correct it and start again."), detail);
        case ErrorCode::PortInUse:
            return withDetail(Desktop::tr("Port %1 is in use; choose another one."), Desktop::tr("The port is in use; choose another one."), detail);
        case ErrorCode::AddressUnusable:
            return withDetail(Desktop::tr("The service cannot listen on %1; choose an address of this computer."),
                              Desktop::tr("The service cannot listen on this address; choose one of this computer."), detail);
        case ErrorCode::ServiceUnreachable:
            return Desktop::tr("The service cannot be reached; check the connection and try again.");
        case ErrorCode::ServiceTimedOut:
            return Desktop::tr("The service did not answer in time; try again.");
        case ErrorCode::ServiceAnsweredNonsense:
            return Desktop::tr("The service's answer could not be read; check that desk and service have the same version.");
        case ErrorCode::Cancelled:
            return Desktop::tr("This was cancelled.");
    }
    return {};
}

}  // namespace latchkey
