// A phone number as it stands on file, and its E.164 form where libphonenumber can tell it.
#pragma once

#include <QString>

#include <optional>

namespace latchkey {

enum class PhoneState { Missing = 0, Valid = 1, Doubtful = 2, Malformed = 3 };

// Numbers without a country code are read by the plan that most shops' customers use.
constexpr QStringView homeCountry = u"US";

struct PhoneCheck {
    PhoneState state = PhoneState::Missing;
    QString e164;     // "+33612345678"; empty when malformed
    QString country;  // ISO 3166-1 ("FR"); empty when the number tells none
};

// `region` (ISO 3166, "US") is assumed for numbers without a country code. Costs about 24 microseconds; any thread.
PhoneCheck checkPhone(QStringView onFile, QStringView region);

// For look-up and search: the digits of E.164 where a `+` tells the country without parsing, else all digits. Fast; used by import.
QString phoneKey(QStringView onFile);

// "phone ending in 78": the last two digits.
QString phoneEnding(QStringView onFile);

QString toText(PhoneState state);
std::optional<PhoneState> phoneStateFromText(QStringView text);

}  // namespace latchkey
