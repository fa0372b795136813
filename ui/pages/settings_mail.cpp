// The rows of "Mail", and what can be seen to be wrong before a server is asked.
#include "ui/pages/settings_mail.h"

#include "models/domain/email_address.h"

#include <QLineEdit>

namespace latchkey {

namespace {

QString usualPort(MailSecurity security) {
    switch (security) {
        case MailSecurity::Starttls:
            return QStringLiteral("587");
        case MailSecurity::Tls:
            return QStringLiteral("465");
        case MailSecurity::None:
            return QStringLiteral("25");
    }
    return {};
}

bool isThisComputer(const QString &server) {
    return server == QLatin1String("localhost") || server == QLatin1String("::1") || server.startsWith(QLatin1String("127."));
}

// The address in "Acme Coffee <hello@acme.example>".
QString addressIn(const QString &sender) {
    const qsizetype open = sender.lastIndexOf(QLatin1Char('<'));
    if (open < 0) return sender;
    return sender.endsWith(QLatin1Char('>')) ? sender.mid(open + 1, sender.size() - open - 2) : QString();
}

bool isAddress(const QString &text) {
    const EmailState state = checkEmail(text).state;
    return state == EmailState::Valid || state == EmailState::DomainTypo;
}

}  // namespace

MailForm::MailForm(QWidget *parent) : DeliveryForm(parent), m_route(addChoice(QStringLiteral("mail"), tr("Letters"), QStringLiteral("mailRoute"))) {
    setObjectName(QStringLiteral("mailForm"));
    m_route->add(static_cast<int>(MailRoute::Capture), tr("Capture"));
    m_route->add(static_cast<int>(MailRoute::Smtp), tr("Send by SMTP"));
    buildServer();
    buildLetter();
    connect(m_security, &FormRow::edited, this, &MailForm::followSecurity);
    show({});
}

void MailForm::buildServer() {
    m_server = addField(QStringLiteral("mail-server"), tr("Server"), QStringLiteral("mailServer"));
    m_server->edit()->setPlaceholderText(QStringLiteral("smtp.example.com"));
    m_security = addChoice(QStringLiteral("mail-security"), tr("Encryption"), QStringLiteral("mailSecurity"));
    m_security->add(static_cast<int>(MailSecurity::Starttls), tr("STARTTLS"));
    m_security->add(static_cast<int>(MailSecurity::Tls), tr("TLS"));
    m_security->add(static_cast<int>(MailSecurity::None), tr("None"));
    m_port = addField(QStringLiteral("mail-port"), tr("Port"), QStringLiteral("mailPort"));
    m_signIn = addChoice(QStringLiteral("mail-sign-in"), tr("Sign-in"), QStringLiteral("mailSignIn"));
    m_signIn->add(static_cast<int>(MailSignIn::Any), tr("As the server likes"));
    m_signIn->add(static_cast<int>(MailSignIn::Plain), QStringLiteral("PLAIN"));
    m_signIn->add(static_cast<int>(MailSignIn::Login), QStringLiteral("LOGIN"));
    m_signIn->add(static_cast<int>(MailSignIn::None), tr("None"));
    m_user = addField(QStringLiteral("mail-user"), tr("User"), QStringLiteral("mailUser"));
    m_password = addSecret(QStringLiteral("mail-password"), tr("Password"), QStringLiteral("mailPassword"));
    m_caFile = addField(QStringLiteral("mail-ca"), tr("Own CA file"), QStringLiteral("mailCaFile"));
    m_caFile->setHint(tr("A PEM file on the service's computer; empty for the system's authorities."));
    m_timeout = addField(QStringLiteral("mail-timeout"), tr("Time limit"), QStringLiteral("mailTimeout"));
    m_timeout->setHint(tr("Seconds that one attempt may take."));
}

void MailForm::buildLetter() {
    m_from = addField(QStringLiteral("mail-from"), tr("From"), QStringLiteral("mailFrom"));
    m_from->edit()->setPlaceholderText(tr("Acme Coffee <hello@acme.example>"));
    m_replyTo = addField(QStringLiteral("mail-reply-to"), tr("Reply to"), QStringLiteral("mailReplyTo"));
    m_replyTo->edit()->setPlaceholderText(tr("as From"));
    m_language = addChoice(QStringLiteral("mail-language"), tr("Language"), QStringLiteral("mailLanguage"));
    m_language->add(static_cast<int>(Language::English), tr("English"));
    m_language->add(static_cast<int>(Language::German), tr("German"));
    m_language->add(static_cast<int>(Language::French), tr("French"));
    m_language->add(static_cast<int>(Language::Spanish), tr("Spanish"));
    m_language->setHint(tr("Where the customer's own is not known."));
    m_templates = addField(QStringLiteral("mail-templates"), tr("Templates"), QStringLiteral("mailTemplates"));
    m_templates->setHint(tr("A folder on the service's computer with letters of your own; empty for ours."));
}

void MailForm::fill(const DeliverySetup &setup) {
    const MailSetup &mail = setup.mail;
    m_route->setValue(static_cast<int>(mail.route));
    m_server->setText(mail.server);
    m_security->setValue(static_cast<int>(mail.security));
    m_port->setText(QString::number(mail.port));
    m_signIn->setValue(static_cast<int>(mail.signIn));
    m_user->setText(mail.user);
    m_password->setSaved(mail.passwordSet);
    m_caFile->setText(mail.caFile);
    m_timeout->setText(QString::number(mail.timeoutSeconds));
    m_from->setText(mail.from);
    m_replyTo->setText(mail.replyTo);
    m_language->setValue(static_cast<int>(mail.language));
    m_templates->setText(mail.templates);
}

void MailForm::writeTo(ServiceClient::DeliveryChange &change) const {
    MailSetup &mail = change.setup.mail;
    mail.route = static_cast<MailRoute>(m_route->value());
    mail.server = m_server->text();
    mail.security = static_cast<MailSecurity>(m_security->value());
    mail.port = m_port->text().toInt();
    mail.signIn = static_cast<MailSignIn>(m_signIn->value());
    mail.user = m_user->text();
    mail.caFile = m_caFile->text();
    mail.timeoutSeconds = m_timeout->text().toInt();
    mail.from = m_from->text();
    mail.replyTo = m_replyTo->text();
    mail.language = static_cast<Language>(m_language->value());
    mail.templates = m_templates->text();
    change.mailPassword = m_password->change();
}

bool MailForm::leaves() const { return m_route->value() == static_cast<int>(MailRoute::Smtp); }

void MailForm::arrange() {
    const bool smtp = leaves();
    const bool signsIn = smtp && m_signIn->value() != static_cast<int>(MailSignIn::None);
    const bool encrypted = smtp && m_security->value() != static_cast<int>(MailSecurity::None);
    for (FormRow *row :
         {static_cast<FormRow *>(m_server), static_cast<FormRow *>(m_security), static_cast<FormRow *>(m_port), static_cast<FormRow *>(m_signIn),
          static_cast<FormRow *>(m_timeout), static_cast<FormRow *>(m_from), static_cast<FormRow *>(m_replyTo)})
        row->setVisible(smtp);
    m_user->setVisible(signsIn);
    m_password->setVisible(signsIn);
    m_caFile->setVisible(encrypted);
    m_route->setHint(smtp ? QString() : tr("Letters are kept under Messages to be read, and none leaves."));
    m_security->setHint(encrypted ? QString() : tr("Only for a mail server on this computer."));
}

// A port that stands as usual follows the encryption; one that somebody chose stays.
void MailForm::followSecurity() {
    const QStringList usual{usualPort(MailSecurity::Starttls), usualPort(MailSecurity::Tls), usualPort(MailSecurity::None)};
    if (usual.contains(m_port->text())) m_port->setText(usualPort(static_cast<MailSecurity>(m_security->value())));
}

void MailForm::checkRows() {
    if (leaves()) checkServer();
}

void MailForm::checkServer() {
    const QString server = m_server->text();
    if (server.isEmpty())
        m_server->setWrong(tr("Write the mail server's name."));
    else if (server.contains(QLatin1Char(' ')) || server.contains(QLatin1Char('/')) || server.contains(QLatin1Char('@')))
        m_server->setWrong(tr("Write the name alone, such as smtp.example.com."));
    if (m_security->value() == static_cast<int>(MailSecurity::None) && !isThisComputer(server))
        m_security->setWrong(tr("Without encryption only a server on this computer may be used, such as localhost."));
    checkNumber(m_port, 1, 65535);
    checkNumber(m_timeout, 5, 120);
    if (!m_user->isHidden() && m_user->text().isEmpty() && m_password->willBeThere()) m_user->setWrong(tr("Write the user whose password this is."));
    if (!m_user->isHidden() && !m_user->text().isEmpty() && !m_password->willBeThere()) m_password->setWrong(tr("Write this user's password."));
    if (m_from->text().isEmpty())
        m_from->setWrong(tr("Write the address that letters come from."));
    else if (!isAddress(addressIn(m_from->text())))
        m_from->setWrong(tr("Write an address, or a name and the address in < and >."));
    if (!m_replyTo->text().isEmpty() && !isAddress(addressIn(m_replyTo->text()))) m_replyTo->setWrong(tr("This is not an e-mail address."));
}

}  // namespace latchkey
