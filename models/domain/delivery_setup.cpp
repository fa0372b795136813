// The names of the ways out, on the wire and in the configuration.
#include "models/domain/delivery_setup.h"

#include "models/domain/enum_text.h"

namespace latchkey {

namespace {

constexpr EnumNames<MailRoute, 2> mailRouteNames = {{
    {MailRoute::Capture, QLatin1String("capture")},
    {MailRoute::Smtp, QLatin1String("smtp")},
}};
static_assert(namesAll(mailRouteNames, MailRoute::Smtp));

constexpr EnumNames<MailSecurity, 3> mailSecurityNames = {{
    {MailSecurity::Starttls, QLatin1String("starttls")},
    {MailSecurity::Tls, QLatin1String("tls")},
    {MailSecurity::None, QLatin1String("none")},
}};
static_assert(namesAll(mailSecurityNames, MailSecurity::None));

constexpr EnumNames<MailSignIn, 4> mailSignInNames = {{
    {MailSignIn::None, QLatin1String("none")},
    {MailSignIn::Plain, QLatin1String("plain")},
    {MailSignIn::Login, QLatin1String("login")},
    {MailSignIn::Any, QLatin1String("any")},
}};
static_assert(namesAll(mailSignInNames, MailSignIn::Any));

constexpr EnumNames<SmsRoute, 4> smsRouteNames = {{
    {SmsRoute::Capture, QLatin1String("capture")},
    {SmsRoute::Off, QLatin1String("off")},
    {SmsRoute::Twilio, QLatin1String("twilio")},
    {SmsRoute::Webhook, QLatin1String("webhook")},
}};
static_assert(namesAll(smsRouteNames, SmsRoute::Webhook));

}  // namespace

QString toText(MailRoute route) { return nameOf(mailRouteNames, route); }
std::optional<MailRoute> mailRouteFromText(QStringView text) { return valueNamed(mailRouteNames, text); }

QString toText(MailSecurity security) { return nameOf(mailSecurityNames, security); }
std::optional<MailSecurity> mailSecurityFromText(QStringView text) { return valueNamed(mailSecurityNames, text); }

QString toText(MailSignIn signIn) { return nameOf(mailSignInNames, signIn); }
std::optional<MailSignIn> mailSignInFromText(QStringView text) { return valueNamed(mailSignInNames, text); }

QString toText(SmsRoute route) { return nameOf(smsRouteNames, route); }
std::optional<SmsRoute> smsRouteFromText(QStringView text) { return valueNamed(smsRouteNames, text); }

}  // namespace latchkey
