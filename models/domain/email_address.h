// An e-mail address as it stands on file, and what is wrong with it.
#pragma once

#include <QString>

#include <optional>

namespace latchkey {

enum class EmailState { Valid = 0, Missing = 1, Malformed = 2, DomainTypo = 3 };

// Why an address is malformed, in the order in which a person would notice it.
enum class EmailFlaw { NoAt, SeveralAts, NothingBeforeAt, NothingAfterAt, Space, ForbiddenCharacter, DomainDot, DomainHyphen, DomainLabelTooLong, DomainCharacter, TooLong, NotAnAddress };

struct EmailCheck {
    EmailState state = EmailState::Missing;
    EmailFlaw flaw = EmailFlaw::NoAt;  // meaningful when state is Malformed
    int at = -1;                       // character (0-based, in the trimmed text) where it goes wrong
    QString suggestion;                // the likely correction, itself valid; empty when nothing is likely
};

// WHATWG's definition for `input type=email` after trimming (https://html.spec.whatwg.org/#valid-e-mail-address),
// internationalised domains accepted in their Unicode form; DomainTypo when one edit away from a common mail domain.
EmailCheck checkEmail(QStringView onFile);

// For look-up only (never for delivery): trimmed, lower case, NFKC, domain in ASCII. Empty for a missing address;
// a malformed one folds too, so that it can be found.
QString emailKey(QStringView onFile);

// The part behind the "@" as emailKey() folds it, so that it is ASCII; empty when nothing stands there.
QString mailDomainOf(QStringView onFile);

// "a••••@example.com": first character, dots, whole domain.
QString maskEmail(QStringView address);

QString toText(EmailFlaw flaw);
std::optional<EmailFlaw> emailFlawFromText(QStringView text);

}  // namespace latchkey
