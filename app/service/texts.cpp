// Sentences for errors of use, of configuration, of the store and of the machine.
#include "app/service/texts.h"

#include <QDateTime>
#include <QStringList>

namespace latchkey {

QString readable(Instant at) {
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(at.milliseconds(), Qt::UTC);
    return time.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) + QStringLiteral(" UTC");
}

QString sentenceOf(const UsageError &error) {
    const QString &what = error.what;
    switch (error.fault) {
        case UsageFault::UnknownCommand:
            return QStringLiteral("There is no command \"%1\"; try latchkeyd --help.").arg(what);
        case UsageFault::UnknownOption:
            return what.isEmpty() ? QStringLiteral("There is no such option here; a text that begins with a dash stands behind --.")
                                  : QStringLiteral("There is no option %1 here; --help shows those there are.").arg(what);
        case UsageFault::OptionTwice:
            return QStringLiteral("The option %1 is given twice.").arg(what);
        case UsageFault::MissingValue:
            return QStringLiteral("The option %1 needs a value behind it.").arg(what);
        case UsageFault::MissingStore:
            return QStringLiteral("Say which store to use with --store FILE.");
        case UsageFault::StoreMissing:
            return QStringLiteral("There is no store at %1; latchkeyd serve or latchkeyd import makes one.").arg(what);
        case UsageFault::CopyPlaces:
            return QStringLiteral("Say what to copy with --from FILE, and where to with --to postgresql://HOST/DATABASE.");
        case UsageFault::TooFewWords:
            return QStringLiteral("Something is missing on the command line; --help shows what belongs there.");
        case UsageFault::TooManyWords:
            // Not repeated: it may be the rest of a pasted text, with a link in it.
            return QStringLiteral("There are too many words on the command line; a text of several words stands in quotation marks.");
        case UsageFault::BadListen:
            return QStringLiteral("\"%1\" is no address to listen on; write it as 127.0.0.1:8080 or [::1]:8080.").arg(what);
        case UsageFault::BadBaseUrl:
            // Not repeated: before the host may stand a password.
            return QStringLiteral("This is no base URL; write it as https://portal.example.com, without a path.");
        case UsageFault::BadShopName:
            return QStringLiteral("A shop's name has 1 to 100 characters.");
        case UsageFault::BadRole:
            return QStringLiteral("There is no role \"%1\"; the roles are %2.").arg(what, error.more);
        case UsageFault::BadAgentName:
            return QStringLiteral("An agent's name has 1 to 100 characters.");
        case UsageFault::AgentNameTaken:
            return QStringLiteral("There is an agent named %1 already.").arg(what);
        case UsageFault::LastAdmin:
            return QStringLiteral("%1 is the last Admin; give somebody else that role first.").arg(what);
        case UsageFault::NobodyFound:
            // Whoever pastes a link here is not shown it again.
            return what.contains(QLatin1String("/l/")) ? QStringLiteral("This is a link; latchkeyd check says what became of it.")
                                                       : QStringLiteral("No customer has the e-mail, phone or id \"%1\".").arg(what);
        case UsageFault::SeveralFound:
            return QStringLiteral("Several customers answer to \"%1\"; say which by the customer's id (%2).").arg(what, error.more);
        case UsageFault::BadMark:
            return QStringLiteral("\"%1\" names no entry; write what verify printed as head, like 1200:0123456789abcdef.").arg(what);
    }
    return {};
}

QString sentenceOf(const std::optional<Denial> &denial) {
    if (!denial) return QStringLiteral("The role of this agent does not allow that.");
    const QString takes = QStringLiteral("That takes the role %1; this agent's is %2.").arg(toText(leastRoleFor(denial->permission)), toText(denial->role));
    QStringList names;
    for (const Colleague &colleague : denial->ask) names << QStringLiteral("%1 (%2)").arg(colleague.name, toText(colleague.role));
    return names.isEmpty() ? takes : QStringLiteral("%1 Who may: %2.").arg(takes, names.join(QLatin1String(", ")));
}

QString sentenceOf(const Error &error, const QString &subject) {
    const QString what = error.detail.isEmpty() ? subject : error.detail;
    switch (error.code) {
        case ErrorCode::InvalidRequest:
            return QStringLiteral("%1: \"%2\" is missing or wrong.").arg(subject, error.detail);
        case ErrorCode::NotFound:
            return QStringLiteral("Nothing is found by the name \"%1\".").arg(what);
        case ErrorCode::VersionConflict:
            return QStringLiteral("Somebody else changed %1 at the same time.").arg(subject);
        case ErrorCode::EmailInvalid:
            return QStringLiteral("The e-mail address is not valid.");
        case ErrorCode::PhoneInvalid:
            return QStringLiteral("The phone number is not valid.");
        case ErrorCode::Unauthorized:
            return QStringLiteral("The agent is unknown or disabled.");
        case ErrorCode::NotAllowed:
            return sentenceOf(denialIn(error.detail));
        case ErrorCode::TooManyLinks:
            return error.retryAt ? QStringLiteral("Too many Magic links were issued; the next is possible at %1.").arg(readable(*error.retryAt))
                                 : QStringLiteral("Too many Magic links were issued in this hour.");
        case ErrorCode::MagicLinkRefused:
            return QStringLiteral("This customer cannot have a Magic link.");
        case ErrorCode::LinkDamaged:
            return QStringLiteral("The link is damaged.");
        case ErrorCode::LinkUnknown:
            return QStringLiteral("The link is unknown.");
        case ErrorCode::LinkExpired:
            return QStringLiteral("The link has expired.");
        case ErrorCode::LinkUsed:
            return QStringLiteral("The link has been used.");
        case ErrorCode::LinkRevoked:
            return QStringLiteral("The link has been revoked.");
        case ErrorCode::LinkVoidByEmailChange:
            return QStringLiteral("The link ended when the e-mail address changed.");
        case ErrorCode::CodeWrong:
            return QStringLiteral("The code is wrong.");
        case ErrorCode::CodeExpired:
            return QStringLiteral("The code has expired.");
        case ErrorCode::CodeTriesSpent:
            return QStringLiteral("The code has no tries left.");
        case ErrorCode::ResendTooSoon:
            return QStringLiteral("A code was sent a moment ago.");
        case ErrorCode::TooManyTries:
            return QStringLiteral("Too many wrong codes were entered.");
        case ErrorCode::CannotSendAgain:
            return QStringLiteral("This message cannot be sent again.");
        case ErrorCode::DeliveryFixed:
            return QStringLiteral("How letters and texts leave is set in the configuration.");
        case ErrorCode::DeliveryInvalid:
            return QStringLiteral("The setting %1.").arg(what);
        case ErrorCode::SnippetInvalid:
            return QStringLiteral("The snippet cannot be saved: %1.").arg(what);
        case ErrorCode::ColumnMissing:
            return QStringLiteral("%1: the column \"%2\" is missing.").arg(subject, error.detail);
        case ErrorCode::ImportRunning:
            return QStringLiteral("Another import into this store is running; try again when it is done.");
        case ErrorCode::ImportTooLarge:
            return QStringLiteral("The files are too large; the service takes %1 MiB.").arg(error.detail);
        case ErrorCode::TooManyImports:
            return QStringLiteral("Too many imports are open at this service.");
        case ErrorCode::UploadOutOfStep:
            return QStringLiteral("A piece of the file did not follow on the one before.");
        case ErrorCode::FileChanged:
            return QStringLiteral("%1 was changed while it was read.").arg(what);
        case ErrorCode::ShopUnreachable:
            return QStringLiteral("The shop does not answer as it should, and only it can tell whether a new store-domain is the store's own; latchkeyd shop probe says more.");
        case ErrorCode::ShopRefusedUs:
            return QStringLiteral("The shop refuses the service, and only it can tell whether a new store-domain is the store's own; latchkeyd shop probe says more.");
        case ErrorCode::ShopDeclined:
            return QStringLiteral("The shop declined this request.");
        case ErrorCode::ShopUncertain:
            return QStringLiteral("The shop did not answer in time; the change may have been made, and is not sent again.");
        case ErrorCode::NotForThisShop:
            return QStringLiteral("This shop does not offer that.");
        case ErrorCode::StoreNewer:
            return QStringLiteral("The store %1 was written by a newer Latchkey (schema %2); install that one.").arg(subject, error.detail);
        case ErrorCode::StoreNotOurs:
            return QStringLiteral("The file %1 is not a Latchkey store.").arg(subject);
        case ErrorCode::StoreReadOnly:
            return QStringLiteral("The store %1 may not be written to.").arg(subject);
        case ErrorCode::StoreFull:
            return QStringLiteral("There is no room left on the disk of %1.").arg(subject);
        case ErrorCode::StoreBusy:
            return QStringLiteral("Another program is holding the store %1.").arg(subject);
        case ErrorCode::StoreUnreachable:
            return error.detail.isEmpty() ? QStringLiteral("The database does not answer.") : QStringLiteral("The database does not answer: %1.").arg(error.detail);
        case ErrorCode::StoreNotEmpty:
            return QStringLiteral("There is a shop at %1 already; copy into an empty database.").arg(subject);
        case ErrorCode::StoreOfOtherShop:
            return error.detail.isEmpty() ? QStringLiteral("The store %1 holds the house's own customers; a shop elsewhere needs an empty one.").arg(subject)
                                          : QStringLiteral("The store %1 mirrors the shop %2: customers and Magic links come from there alone, and it is opened for no other one.").arg(subject, error.detail);
        case ErrorCode::SyncRunning:
            return QStringLiteral("Another sync is running on %1; wait for its end.").arg(subject);
        case ErrorCode::StoreDamaged:
            return QStringLiteral("The store %1 is damaged; latchkeyd verify says more.").arg(subject);
        case ErrorCode::StoreFailed:
            return QStringLiteral("The store %1 failed: %2.").arg(subject, error.detail);
        case ErrorCode::NotForPostgres:
            return QStringLiteral("A store in PostgreSQL is copied by its own tools: pg_dump makes a %1, pg_restore brings it back.").arg(error.detail);
        case ErrorCode::FileUnreadable:
            return what.endsWith(QLatin1String("UTF-16")) ? QStringLiteral("%1 is not text in UTF-8; if it is in UTF-16, save it as UTF-8.")
                                                                .arg(what.section(QLatin1String(": UTF-16"), 0, 0))
                                                          : QStringLiteral("%1 cannot be read.").arg(what);
        case ErrorCode::FileUnwritable:
            return QStringLiteral("%1 cannot be written.").arg(what);
        case ErrorCode::ConfigurationInvalid:
            if (error.detail == QLatin1String("code-key-file"))
                return QStringLiteral("The key of login codes is not the one that this store's other services use: give each the same file with code-key-file.");
            return QStringLiteral("The configuration %1 is not valid.").arg(what);
        case ErrorCode::PortInUse:
            return QStringLiteral("Another program is already listening on %1.").arg(what);
        case ErrorCode::AddressUnusable:
            return QStringLiteral("This machine cannot listen on %1.").arg(what);
        case ErrorCode::ServiceUnreachable:
            return QStringLiteral("The service cannot be reached.");
        case ErrorCode::ServiceTimedOut:
            return QStringLiteral("The service did not answer in time.");
        case ErrorCode::ServiceAnsweredNonsense:
            return QStringLiteral("The service answered something that cannot be understood.");
        case ErrorCode::Cancelled:
            return QStringLiteral("Stopped before it was done; running it again goes on.");
    }
    return {};
}

QString sentenceOf(const SettingFault &fault) { return QStringLiteral("The setting \"%1\": %2.").arg(fault.key, fault.reason); }

QString sentenceOf(const RefusedRow &row) {
    const QString place = QStringLiteral("%1, line %2: ").arg(row.file).arg(row.line);
    switch (row.why) {
        case RowRefusal::NoIdentity:
            return place + QStringLiteral("the row has neither an id nor an e-mail address.");
        case RowRefusal::NotUtf8:
            return place + QStringLiteral("the row is not UTF-8.");
        case RowRefusal::UnclosedQuote:
            return place + QStringLiteral("a quotation mark is never closed.");
        case RowRefusal::TooFewColumns:
            return place + QStringLiteral("the row has fewer columns than the header.");
        case RowRefusal::UnknownCustomer:
            return place + QStringLiteral("no customer has the id in \"%1\".").arg(row.column);
        case RowRefusal::BadNumber:
            return place + QStringLiteral("\"%1\" is no number.").arg(row.column);
        case RowRefusal::BadDate:
            return place + QStringLiteral("\"%1\" is no date.").arg(row.column);
        case RowRefusal::FieldTooLong:
            return place + QStringLiteral("\"%1\" is too long.").arg(row.column);
        case RowRefusal::IdentityTwice:
            return place + QStringLiteral("the id stands in an earlier row already.");
        case RowRefusal::ErasedHere:
            return place + QStringLiteral("this customer was erased here on %1 and is not taken in again.").arg(readable(row.at));
    }
    return place;
}

}  // namespace latchkey
