// The portal's sentence for every error code.
#include "services/delivery/durations.h"
#include "services/portal/texts.h"

namespace latchkey::portal_texts {

namespace {

QString wait(const Error &error, Instant now) {
    return error.retryAt ? u" You can try again in %1."_qs.arg(inWords(*error.retryAt - now)) : u" Please try again later."_qs;
}

Notice ourFault() { return {503, u"We are not ready right now"_qs, u"Something on our side is not working. Please try again in a few minutes."_qs}; }

}  // namespace

Notice notice(const Error &error, Instant now) {
    switch (error.code) {
    case ErrorCode::InvalidRequest:
    case ErrorCode::EmailInvalid:
    case ErrorCode::PhoneInvalid: return {400, u"Please check what you typed"_qs, u"Type a whole e\u2011mail address, or a phone number with its area code."_qs};
    case ErrorCode::NotFound: return noSuchPage();
    case ErrorCode::Unauthorized: return {401, u"Please sign in"_qs, u"You are not signed in, or it was too long ago."_qs};
    case ErrorCode::NotAllowed:
    case ErrorCode::VersionConflict:
    case ErrorCode::CannotSendAgain:
    case ErrorCode::DeliveryFixed:
    case ErrorCode::DeliveryInvalid:
    case ErrorCode::SnippetInvalid:
    case ErrorCode::ColumnMissing:
    case ErrorCode::ImportRunning:
    case ErrorCode::SyncRunning:
    case ErrorCode::ImportTooLarge:
    case ErrorCode::TooManyImports:
    case ErrorCode::UploadOutOfStep:
    case ErrorCode::FileChanged:
    case ErrorCode::ShopDeclined:
    case ErrorCode::NotForThisShop:
    case ErrorCode::MagicLinkRefused: return {403, u"That is not possible here"_qs, u"Please write to the shop."_qs};
    case ErrorCode::TooManyLinks: return {429, u"Too many links"_qs, u"Too many links were made in a short time."_qs + wait(error, now)};
    case ErrorCode::LinkDamaged:
        return {404, u"Part of this link is missing"_qs, u"Open it again from the message, or copy the whole of it. You can also sign in another way."_qs};
    case ErrorCode::LinkUnknown:
        return {404, u"We do not know this link"_qs, u"It may be very old or belong to another shop. Ask for a new one, or sign in another way."_qs};
    case ErrorCode::LinkExpired: return {410, u"This link has expired"_qs, u"Ask for a new one, or sign in another way."_qs};
    case ErrorCode::LinkUsed: return {410, u"This link was already used"_qs, u"It works once. Ask for a new one, or sign in another way."_qs};
    case ErrorCode::LinkRevoked: return {410, u"This link was withdrawn"_qs, u"Ask for a new one, or sign in another way."_qs};
    case ErrorCode::LinkVoidByEmailChange: return {410, u"This link is no longer valid"_qs, u"Ask for a new one, or sign in another way."_qs};
    case ErrorCode::CodeWrong: return {422, u"That is not the code"_qs, u"That is not the code. Check the newest letter or text, and type it again."_qs};
    case ErrorCode::CodeExpired: return {410, u"This code is no longer good"_qs, u"The code is too old or was used already. Ask for a new one, or use the link in the letter."_qs};
    case ErrorCode::CodeTriesSpent: return {422, u"Too many wrong codes"_qs, u"This code was typed wrongly too often. Ask for a new one."_qs};
    case ErrorCode::ResendTooSoon:
        return {429, u"A code is on its way"_qs,
                error.retryAt ? u"A code is on its way. "_qs + resendWait(*error.retryAt - now) : u"A code is on its way."_qs};
    case ErrorCode::TooManyTries:
        return {429, u"Too many tries"_qs, u"There were too many tries with codes."_qs + wait(error, now) + u" Links from the shop keep working."_qs};
    case ErrorCode::ShopUnreachable:
    case ErrorCode::ShopRefusedUs:
    case ErrorCode::ShopUncertain:
    case ErrorCode::StoreNewer:
    case ErrorCode::StoreNotOurs:
    case ErrorCode::StoreNotEmpty:
    case ErrorCode::StoreOfOtherShop:
    case ErrorCode::StoreReadOnly:
    case ErrorCode::StoreFull:
    case ErrorCode::StoreBusy:
    case ErrorCode::StoreUnreachable:
    case ErrorCode::StoreDamaged:
    case ErrorCode::StoreFailed:
    case ErrorCode::NotForPostgres:
    case ErrorCode::FileUnreadable:
    case ErrorCode::FileUnwritable:
    case ErrorCode::ConfigurationInvalid:
    case ErrorCode::PortInUse:
    case ErrorCode::AddressUnusable:
    case ErrorCode::ServiceUnreachable:
    case ErrorCode::ServiceTimedOut:
    case ErrorCode::ServiceAnsweredNonsense:
    case ErrorCode::Cancelled: return ourFault();
    }
    return ourFault();
}

QString sentence(const Error &error, Instant now) { return notice(error, now).words; }

}  // namespace latchkey::portal_texts
