// One table of keys serves reading, writing and --help of how letters and texts leave.
#include "services/delivery/delivery_settings.h"

#include "models/domain/email_address.h"
#include "services/web/loopback.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSaveFile>
#include <QUrl>

#include <algorithm>
#include <array>

namespace latchkey {

namespace {

constexpr qsizetype longestValue = 500;
constexpr qint64 longestFile = 65'536;

bool isOneLine(const QString &text) {
    return text.size() <= longestValue && std::all_of(text.begin(), text.end(), [](QChar c) { return c.isPrint() || c.isSurrogate(); });
}

// Sets the field from its text and answers whether it could be.
using Setter = bool (*)(const QString &value, DeliverySettings &settings);
using Getter = QString (*)(const DeliverySettings &settings);

struct Key {
    QLatin1String name;
    QLatin1String takes;
    Setter set;
    Getter get;
    bool isSecret = false;
};

template <auto Part, auto Field>
bool setText(const QString &value, DeliverySettings &settings) {
    settings.setup.*Part.*Field = value;
    return isOneLine(value);
}
template <auto Part, auto Field>
QString getText(const DeliverySettings &settings) {
    return settings.setup.*Part.*Field;
}

template <auto Part, auto Field, int Least, int Most>
bool setNumber(const QString &value, DeliverySettings &settings) {
    bool good = false;
    const int number = value.toInt(&good);
    settings.setup.*Part.*Field = number;
    return good && number >= Least && number <= Most;
}
template <auto Part, auto Field>
QString getNumber(const DeliverySettings &settings) {
    return QString::number(settings.setup.*Part.*Field);
}

template <auto Part, auto Field, auto Read>
bool setWord(const QString &value, DeliverySettings &settings) {
    const auto read = Read(value);
    if (read) settings.setup.*Part.*Field = *read;
    return read.has_value();
}
template <auto Part, auto Field>
QString getWord(const DeliverySettings &settings) {
    return toText(settings.setup.*Part.*Field);
}

bool setCountries(const QString &value, DeliverySettings &settings) {
    static const QRegularExpression code(QStringLiteral("^[A-Za-z]{2}$"));
    static const QRegularExpression between(QStringLiteral("[\\s,]+"));
    QStringList countries = value.toUpper().split(between, Qt::SkipEmptyParts);
    countries.removeDuplicates();
    settings.setup.sms.countries = countries;
    return std::all_of(countries.begin(), countries.end(), [](const QString &country) { return code.match(country).hasMatch(); });
}
QString getCountries(const DeliverySettings &settings) { return settings.setup.sms.countries.join(u' '); }

bool setPassword(const QString &value, DeliverySettings &settings) {
    settings.mailPassword = ShopSecret(value.toUtf8());
    settings.setup.mail.passwordSet = !value.isEmpty();
    return isOneLine(value);
}
bool setSmsSecret(const QString &value, DeliverySettings &settings) {
    settings.smsSecret = ShopSecret(value.toUtf8());
    settings.setup.sms.secretSet = !value.isEmpty();
    return isOneLine(value);
}

constexpr auto mail = &DeliverySetup::mail;
constexpr auto sms = &DeliverySetup::sms;

const std::array keys{
    Key{QLatin1String("mail"), QLatin1String("capture or smtp"), setWord<mail, &MailSetup::route, mailRouteFromText>, getWord<mail, &MailSetup::route>},
    Key{QLatin1String("mail-server"), QLatin1String("a host name"), setText<mail, &MailSetup::server>, getText<mail, &MailSetup::server>},
    Key{QLatin1String("mail-port"), QLatin1String("a whole number from 1 to 65535"), setNumber<mail, &MailSetup::port, 1, 65535>,
        getNumber<mail, &MailSetup::port>},
    Key{QLatin1String("mail-security"), QLatin1String("starttls, tls, or none for a server on this computer"),
        setWord<mail, &MailSetup::security, mailSecurityFromText>, getWord<mail, &MailSetup::security>},
    Key{QLatin1String("mail-sign-in"), QLatin1String("none, plain, login or any"), setWord<mail, &MailSetup::signIn, mailSignInFromText>,
        getWord<mail, &MailSetup::signIn>},
    Key{QLatin1String("mail-user"), QLatin1String("a user name"), setText<mail, &MailSetup::user>, getText<mail, &MailSetup::user>},
    Key{QLatin1String("mail-ca-file"), QLatin1String("the path of a PEM file"), setText<mail, &MailSetup::caFile>, getText<mail, &MailSetup::caFile>},
    Key{QLatin1String("mail-from"), QLatin1String("an address, or Name <address>"), setText<mail, &MailSetup::from>, getText<mail, &MailSetup::from>},
    Key{QLatin1String("mail-reply-to"), QLatin1String("an address, or Name <address>"), setText<mail, &MailSetup::replyTo>,
        getText<mail, &MailSetup::replyTo>},
    Key{QLatin1String("mail-language"), QLatin1String("en, de, fr or es"), setWord<mail, &MailSetup::language, languageFromText>,
        getWord<mail, &MailSetup::language>},
    Key{QLatin1String("mail-templates"), QLatin1String("the path of a folder"), setText<mail, &MailSetup::templates>, getText<mail, &MailSetup::templates>},
    Key{QLatin1String("mail-timeout-seconds"), QLatin1String("a whole number from 1 to 120"), setNumber<mail, &MailSetup::timeoutSeconds, 1, 120>,
        getNumber<mail, &MailSetup::timeoutSeconds>},
    Key{QLatin1String("sms"), QLatin1String("capture, off, twilio or webhook"), setWord<sms, &SmsSetup::route, smsRouteFromText>,
        getWord<sms, &SmsSetup::route>},
    Key{QLatin1String("sms-url"), QLatin1String("an https URL"), setText<sms, &SmsSetup::url>, getText<sms, &SmsSetup::url>},
    Key{QLatin1String("sms-account"), QLatin1String("Twilio's account SID"), setText<sms, &SmsSetup::account>, getText<sms, &SmsSetup::account>},
    Key{QLatin1String("sms-user"), QLatin1String("Twilio's API key SID"), setText<sms, &SmsSetup::user>, getText<sms, &SmsSetup::user>},
    Key{QLatin1String("sms-from"), QLatin1String("a number such as +15550100123, or a messaging service SID"), setText<sms, &SmsSetup::from>,
        getText<sms, &SmsSetup::from>},
    Key{QLatin1String("sms-countries"), QLatin1String("country codes such as US CA GB"), setCountries, getCountries},
    Key{QLatin1String("sms-per-number-per-day"), QLatin1String("a whole number from 1 to 1000"), setNumber<sms, &SmsSetup::perNumberPerDay, 1, 1000>,
        getNumber<sms, &SmsSetup::perNumberPerDay>},
    Key{QLatin1String("sms-per-day"), QLatin1String("a whole number from 1 to 1000000"), setNumber<sms, &SmsSetup::perDay, 1, 1'000'000>,
        getNumber<sms, &SmsSetup::perDay>},
    Key{QLatin1String("sms-timeout-seconds"), QLatin1String("a whole number from 1 to 120"), setNumber<sms, &SmsSetup::timeoutSeconds, 1, 120>,
        getNumber<sms, &SmsSetup::timeoutSeconds>},
    Key{QLatin1String("mail-password"), QLatin1String("a password"), setPassword,
        [](const DeliverySettings &s) { return QString::fromUtf8(s.mailPassword.reveal()); }, true},
    Key{QLatin1String("sms-secret"), QLatin1String("a token or key"), setSmsSecret,
        [](const DeliverySettings &s) { return QString::fromUtf8(s.smsSecret.reveal()); }, true},
};

QString fileBeside(const QString &storePath) { return storePath + QStringLiteral(".delivery"); }

// The address in "Name <address>" or alone.
QString addressIn(const QString &mailbox) {
    const qsizetype open = mailbox.lastIndexOf(u'<');
    return open >= 0 && mailbox.endsWith(u'>') ? mailbox.mid(open + 1).chopped(1) : mailbox;
}

bool isAddress(const QString &mailbox) {
    const EmailState state = checkEmail(addressIn(mailbox)).state;
    return state == EmailState::Valid || state == EmailState::DomainTypo;
}

std::optional<SettingFault> faultOfMail(const MailSetup &setup) {
    const auto fault = [](const char *key, const char *reason) { return SettingFault{QLatin1String(key), QLatin1String(reason)}; };
    if (setup.route == MailRoute::Capture) return std::nullopt;
    static const QRegularExpression host(QStringLiteral("^(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9]([A-Za-z0-9.-]{0,252}))$"));
    if (!host.match(setup.server).hasMatch()) return fault("mail-server", "the mail server's host name is needed, such as smtp.example.com");
    if (setup.security == MailSecurity::None && !isLoopbackHost(setup.server))
        return fault("mail-security", "without encryption only a server on this computer is used: choose starttls or tls");
    if (!isAddress(setup.from)) return fault("mail-from", "the address that letters come from is needed, such as Acme Coffee <hello@acme.example>");
    if (!setup.replyTo.isEmpty() && !isAddress(setup.replyTo)) return fault("mail-reply-to", "that is no e-mail address");
    if (setup.signIn != MailSignIn::None && setup.user.isEmpty() && setup.passwordSet) return fault("mail-user", "a password is set, but no user");
    if (!setup.user.isEmpty() && setup.signIn != MailSignIn::None && !setup.passwordSet) return fault("mail-password", "a user is set, but no password");
    if (!setup.caFile.isEmpty() && !QFileInfo(setup.caFile).isReadable()) return fault("mail-ca-file", "that file cannot be read on the service's computer");
    return std::nullopt;
}

std::optional<SettingFault> faultOfSms(const SmsSetup &setup) {
    const auto fault = [](const char *key, const char *reason) { return SettingFault{QLatin1String(key), QLatin1String(reason)}; };
    const bool twilio = setup.route == SmsRoute::Twilio;
    if (!twilio && setup.route != SmsRoute::Webhook) return std::nullopt;
    const QUrl url(setup.url, QUrl::StrictMode);
    const bool secure = url.scheme() == QLatin1String("https") || (url.scheme() == QLatin1String("http") && isLoopbackHost(url.host()));
    const bool wellFormed = url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty() && secure;
    if ((!twilio || !setup.url.isEmpty()) && !wellFormed) return fault("sms-url", "an https URL is needed; http is used on this computer only");
    static const QRegularExpression sid(QStringLiteral("^AC[0-9a-fA-F]{32}$"));
    if (twilio && !sid.match(setup.account).hasMatch()) return fault("sms-account", "Twilio's account SID is needed: AC and 32 hexadecimal digits");
    static const QRegularExpression sender(QStringLiteral("^(\\+[1-9][0-9]{4,14}|MG[0-9a-fA-F]{32}|[A-Za-z0-9 ]{1,11})$"));
    if (twilio && !sender.match(setup.from).hasMatch()) return fault("sms-from", "the sending number is needed, such as +15550100123, or a messaging service SID");
    if (!setup.secretSet) return fault("sms-secret", twilio ? "Twilio's auth token or API key secret is needed" : "a key to sign with is needed");
    if (setup.countries.isEmpty()) return fault("sms-countries", "name the countries that texts may go to, such as US CA");
    return std::nullopt;
}

}  // namespace

std::optional<QString> setDeliveryKey(const QString &key, const QString &value, DeliverySettings &settings) {
    for (const Key &known : keys)
        if (key == known.name) return known.set(value, settings) ? QString() : QString(known.takes);
    return std::nullopt;
}

QList<DeliveryKey> deliveryKeys() {
    QList<DeliveryKey> open;
    for (const Key &key : keys)
        if (!key.isSecret) open.append({key.name, key.takes});
    return open;
}

std::optional<SettingFault> faultOf(const DeliverySettings &settings) {
    // What comes from a desk has not been through the table.
    DeliverySettings copy;
    for (const Key &key : keys)
        if (!key.set(key.get(settings), copy)) return SettingFault{key.name, QStringLiteral("it takes ") + key.takes};
    if (std::optional<SettingFault> fault = faultOfMail(settings.setup.mail)) return fault;
    return faultOfSms(settings.setup.sms);
}

Result<DeliverySettings> readDeliverySettings(const QString &storePath) {
    const QString path = fileBeside(storePath);
    DeliverySettings settings;
    if (!QFile::exists(path)) return settings;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return fail(ErrorCode::FileUnreadable, path);
    int number = 0;
    for (const QByteArray &raw : file.read(longestFile).split('\n')) {
        ++number;
        const QString line = QString::fromUtf8(raw).trimmed();
        if (line.isEmpty() || line.startsWith(u'#')) continue;
        const qsizetype equals = line.indexOf(u'=');
        const QString value = line.mid(equals + 1).trimmed();
        const bool quoted = value.size() >= 2 && value.startsWith(u'"') && value.endsWith(u'"');
        const auto fault = setDeliveryKey(line.left(std::max<qsizetype>(0, equals)).trimmed(), quoted ? value.mid(1).chopped(1) : value, settings);
        if (!fault || !fault->isEmpty()) return fail(ErrorCode::ConfigurationInvalid, QStringLiteral("%1:%2").arg(path).arg(number));
    }
    return settings;
}

Result<void> writeDeliverySettings(const QString &storePath, const DeliverySettings &settings) {
    const QString path = fileBeside(storePath);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return fail(ErrorCode::FileUnwritable, path);
    // Before the first byte: the mode of the file that it replaces would be taken over.
    if (!file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)) return fail(ErrorCode::FileUnwritable, path);
    QByteArray text("# How letters and texts leave. Written by the desk's settings page; it holds passwords.\n");
    for (const Key &key : keys) text += QByteArray(key.name.data(), key.name.size()) + " = \"" + key.get(settings).toUtf8() + "\"\n";
    const bool written = file.write(text) == text.size() && file.commit();
    text.fill('\0');
    if (!written) return fail(ErrorCode::FileUnwritable, path);
    return {};
}

}  // namespace latchkey
