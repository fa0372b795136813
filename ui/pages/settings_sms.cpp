// The rows of "Text messages", and what can be seen to be wrong before a gateway is asked.
#include "ui/pages/settings_sms.h"

#include <QLineEdit>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace latchkey {

namespace {

bool isGatewayUrl(const QString &text) {
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty()) return false;
    const bool near = url.host() == QLatin1String("localhost") || url.host() == QLatin1String("::1") || url.host().startsWith(QLatin1String("127."));
    return url.scheme() == QLatin1String("https") || (near && url.scheme() == QLatin1String("http"));
}

bool isSender(const QString &text) {
    static const QRegularExpression number(QStringLiteral("^(\\+[0-9]{6,15}|MG[0-9a-fA-F]{32})$"));
    return number.match(text).hasMatch();
}

}  // namespace

SmsForm::SmsForm(QWidget *parent) : DeliveryForm(parent), m_route(addChoice(QStringLiteral("sms"), tr("Texts"), QStringLiteral("smsRoute"))) {
    setObjectName(QStringLiteral("smsForm"));
    m_route->add(static_cast<int>(SmsRoute::Capture), tr("Capture"));
    m_route->add(static_cast<int>(SmsRoute::Off), tr("Off"));
    m_route->add(static_cast<int>(SmsRoute::Twilio), QStringLiteral("Twilio"));
    m_route->add(static_cast<int>(SmsRoute::Webhook), tr("Webhook"));
    buildGateway();
    buildLimits();
    show({});
}

void SmsForm::buildGateway() {
    m_url = addField(QStringLiteral("sms-url"), tr("Address"), QStringLiteral("smsUrl"));
    m_account = addField(QStringLiteral("sms-account"), tr("Account SID"), QStringLiteral("smsAccount"));
    m_account->edit()->setPlaceholderText(QStringLiteral("AC…"));
    m_user = addField(QStringLiteral("sms-user"), tr("API key SID"), QStringLiteral("smsUser"));
    m_user->edit()->setPlaceholderText(QStringLiteral("SK…"));
    m_user->setHint(tr("Empty to sign in with the account's own token."));
    m_secret = addSecret(QStringLiteral("sms-secret"), tr("Secret"), QStringLiteral("smsSecret"));
    m_from = addField(QStringLiteral("sms-from"), tr("From"), QStringLiteral("smsFrom"));
    m_timeout = addField(QStringLiteral("sms-timeout"), tr("Time limit"), QStringLiteral("smsTimeout"));
    m_timeout->setHint(tr("Seconds that one attempt may take."));
}

void SmsForm::buildLimits() {
    m_countries = addField(QStringLiteral("sms-countries"), tr("Countries"), QStringLiteral("smsCountries"));
    m_countries->edit()->setPlaceholderText(QStringLiteral("US CA GB"));
    m_countries->setHint(tr("Texts go to these only: two letters each, with blanks between."));
    m_perNumber = addField(QStringLiteral("sms-per-number"), tr("Number limit"), QStringLiteral("smsPerNumber"));
    m_perDay = addField(QStringLiteral("sms-per-day"), tr("Day limit"), QStringLiteral("smsPerDay"));
    m_perNumber->setHint(tr("Texts to one number a day."));
    m_perDay->setHint(tr("Texts in all a day. Those beyond a limit are withheld; a code by e-mail still goes."));
}

void SmsForm::fill(const DeliverySetup &setup) {
    const SmsSetup &sms = setup.sms;
    m_route->setValue(static_cast<int>(sms.route));
    m_url->setText(sms.url);
    m_account->setText(sms.account);
    m_user->setText(sms.user);
    m_secret->setSaved(sms.secretSet);
    m_from->setText(sms.from);
    m_timeout->setText(QString::number(sms.timeoutSeconds));
    m_countries->setText(sms.countries.join(QLatin1Char(' ')));
    m_perNumber->setText(QString::number(sms.perNumberPerDay));
    m_perDay->setText(QString::number(sms.perDay));
}

QStringList SmsForm::countries() const {
    static const QRegularExpression between(QStringLiteral("[\\s,;]+"));
    QStringList all = m_countries->text().toUpper().split(between, Qt::SkipEmptyParts);
    all.removeDuplicates();
    return all;
}

void SmsForm::writeTo(ServiceClient::DeliveryChange &change) const {
    SmsSetup &sms = change.setup.sms;
    sms.route = route();
    sms.url = m_url->text();
    sms.account = m_account->text();
    sms.user = m_user->text();
    sms.from = m_from->text();
    sms.timeoutSeconds = m_timeout->text().toInt();
    sms.countries = countries();
    sms.perNumberPerDay = m_perNumber->text().toInt();
    sms.perDay = m_perDay->text().toInt();
    change.smsSecret = m_secret->change();
}

bool SmsForm::leaves() const { return route() == SmsRoute::Twilio || route() == SmsRoute::Webhook; }

void SmsForm::arrange() {
    const bool twilio = route() == SmsRoute::Twilio;
    for (FormRow *row :
         {static_cast<FormRow *>(m_url), static_cast<FormRow *>(m_secret), static_cast<FormRow *>(m_from), static_cast<FormRow *>(m_timeout)})
        row->setVisible(leaves());
    m_account->setVisible(twilio);
    m_user->setVisible(twilio);
    for (FormRow *row : {m_countries, m_perNumber, m_perDay}) row->setVisible(route() != SmsRoute::Off);
    m_url->setHint(twilio ? tr("Empty for Twilio itself, or another host that speaks its API.") : tr("Each text is posted there as JSON."));
    m_secret->setHint(twilio ? tr("The auth token, or the secret of the API key.")
                             : tr("Signs each request, so that the receiver knows it is yours."));
    m_from->setHint(twilio ? tr("A number such as +14155550134, or a messaging service (MG…).")
                           : tr("May stay empty; it is passed on to the webhook."));
    switch (route()) {
        case SmsRoute::Capture:
            return m_route->setHint(tr("Texts are kept under Messages to be read, and none leaves."));
        case SmsRoute::Off:
            return m_route->setHint(tr("No texts are written: customers log in by e-mail only."));
        case SmsRoute::Twilio:
        case SmsRoute::Webhook:
            return m_route->setHint({});
    }
}

void SmsForm::checkRows() {
    if (route() == SmsRoute::Off) return;
    if (leaves()) checkGateway();
    checkCountries();
    checkNumber(m_perNumber, 1, 1000);
    checkNumber(m_perDay, 1, 1'000'000);
}

void SmsForm::checkGateway() {
    const bool twilio = route() == SmsRoute::Twilio;
    const QString url = m_url->text();
    if (!(twilio && url.isEmpty()) && !isGatewayUrl(url)) m_url->setWrong(tr("Write an address that begins with https://."));
    if (twilio && !m_account->text().startsWith(QLatin1String("AC")))
        m_account->setWrong(tr("An account SID begins with AC; it stands in Twilio's console."));
    if (twilio && !m_user->text().isEmpty() && !m_user->text().startsWith(QLatin1String("SK")))
        m_user->setWrong(tr("An API key SID begins with SK; leave it empty for the account's own token."));
    if (!m_secret->willBeThere())
        m_secret->setWrong(twilio ? tr("Write the token or the key's secret.") : tr("Write the key that signs the requests."));
    if ((twilio || !m_from->text().isEmpty()) && !isSender(m_from->text()))
        m_from->setWrong(tr("Write a number with + and country code, or a messaging service that begins with MG."));
    checkNumber(m_timeout, 5, 120);
}

void SmsForm::checkCountries() {
    static const QRegularExpression code(QStringLiteral("^[A-Z]{2}$"));
    const QStringList all = countries();
    const auto odd = std::find_if(all.cbegin(), all.cend(), [](const QString &each) { return !code.match(each).hasMatch(); });
    if (odd != all.cend())
        m_countries->setWrong(tr("“%1” is no country: write two letters, such as GB.").arg(odd->left(20)));
    else if (all.isEmpty() && leaves())
        m_countries->setWrong(tr("Write at least one country, or no text goes anywhere."));
}

}  // namespace latchkey
