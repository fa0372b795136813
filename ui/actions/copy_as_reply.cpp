// Writes the reply that carries a Magic link, in four languages, as plain text and as HTML.
#include "ui/actions/copy_as_reply.h"

#include "ui/actions/issued_links.h"
#include "ui/desk.h"
#include "ui/service_time.h"
#include "ui/texts_context.h"

#include <QStringList>

namespace latchkey {

namespace {

// The letter's four paragraphs; the second is the link.
struct Reply {
    QString greeting;
    QString before;
    QString after;
    QString otherwise;
};

QString greeting(const QString &withName, const QString &without, const QString &firstName) {
    return firstName.isEmpty() ? without : withName.arg(firstName);
}

// These sentences are for the customer and in the customer's language, so they are not translated with the desk.
Reply english(const QString &name, qint64 minutes) {
    const QString life = minutes == 1 ? QStringLiteral("for one minute") : QStringLiteral("for %1 minutes").arg(minutes);
    return {greeting(QStringLiteral("Hello %1,"), QStringLiteral("Hello,"), name),
            QStringLiteral("Here is your personal login link. It opens your subscriptions, no code needed:"),
            QStringLiteral("It works once and %1. Open it and press the button on the page.").arg(life),
            QStringLiteral("If it has run out by then, log in here with your e-mail address or phone number, and we will send you a code:")};
}

Reply german(const QString &name, qint64 minutes) {
    const QString life = minutes == 1 ? QStringLiteral("eine Minute") : QStringLiteral("%1 Minuten").arg(minutes);
    return {greeting(QStringLiteral("Hallo %1,"), QStringLiteral("Guten Tag,"), name),
            QStringLiteral("hier ist Ihr persönlicher Anmeldelink. Er öffnet Ihre Abonnements, ganz ohne Code:"),
            QStringLiteral("Er gilt einmal und noch %1. Bitte öffnen Sie ihn und drücken Sie den Knopf auf der Seite.").arg(life),
            QStringLiteral(
                "Sollte er dann abgelaufen sein, melden Sie sich hier mit Ihrer E-Mail-Adresse oder Telefonnummer an; wir senden Ihnen einen Code:")};
}

Reply french(const QString &name, qint64 minutes) {
    const QString life = minutes == 1 ? QStringLiteral("une minute") : QStringLiteral("%1 minutes").arg(minutes);
    return {
        greeting(QStringLiteral("Bonjour %1,"), QStringLiteral("Bonjour,"), name),
        QStringLiteral("Voici votre lien de connexion personnel. Il ouvre vos abonnements, sans aucun code :"),
        QStringLiteral("Il fonctionne une seule fois, encore pendant %1. Ouvrez-le et appuyez sur le bouton de la page.").arg(life),
        QStringLiteral(
            "S'il a expiré entre-temps, connectez-vous ici avec votre adresse e-mail ou votre numéro de téléphone ; nous vous enverrons un code :")};
}

Reply spanish(const QString &name, qint64 minutes) {
    const QString life = minutes == 1 ? QStringLiteral("un minuto") : QStringLiteral("%1 minutos").arg(minutes);
    return {greeting(QStringLiteral("Hola, %1:"), QStringLiteral("Hola:"), name),
            QStringLiteral("Este es su enlace personal de acceso. Abre sus suscripciones sin necesidad de código:"),
            QStringLiteral("Funciona una sola vez y durante %1. Ábralo y pulse el botón de la página.").arg(life),
            QStringLiteral("Si para entonces ha caducado, entre aquí con su correo electrónico o su teléfono y le enviaremos un código:")};
}

Reply replyIn(ReplyLanguage language, const ReplyFacts &facts) {
    const QString name = facts.firstName.trimmed();
    const qint64 minutes = qMax<qint64>(1, (facts.left.count() + 30'000) / 60'000);
    switch (language) {
        case ReplyLanguage::English:
            return english(name, minutes);
        case ReplyLanguage::German:
            return german(name, minutes);
        case ReplyLanguage::French:
            return french(name, minutes);
        case ReplyLanguage::Spanish:
            return spanish(name, minutes);
    }
    return {};
}

}  // namespace

QString nameOf(ReplyLanguage language) {
    switch (language) {
        case ReplyLanguage::English:
            return QStringLiteral("English");
        case ReplyLanguage::German:
            return QStringLiteral("Deutsch");
        case ReplyLanguage::French:
            return QStringLiteral("Français");
        case ReplyLanguage::Spanish:
            return QStringLiteral("Español");
    }
    return {};
}

QString replyText(ReplyLanguage language, const ReplyFacts &facts) {
    const Reply reply = replyIn(language, facts);
    QStringList paragraphs{reply.greeting, reply.before, facts.url, reply.after};
    if (!facts.portalLink.isEmpty()) paragraphs << reply.otherwise << facts.portalLink;
    return paragraphs.join(QStringLiteral("\n\n")) + QLatin1Char('\n');
}

QString replyHtml(ReplyLanguage language, const ReplyFacts &facts) {
    const Reply reply = replyIn(language, facts);
    const auto paragraph = [](const QString &text) { return QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped()); };
    const auto anchor = [](const QString &url) { return QStringLiteral("<p><a href=\"%1\">%1</a></p>").arg(url.toHtmlEscaped()); };
    QString html = paragraph(reply.greeting) + paragraph(reply.before) + anchor(facts.url) + paragraph(reply.after);
    if (!facts.portalLink.isEmpty()) html += paragraph(reply.otherwise) + anchor(facts.portalLink);
    return html;
}

void copyAsReply(Desk &desk, LinkId link, ReplyLanguage language, const QString &firstName, const QString &portalLink) {
    IssuedLinks &links = IssuedLinks::of(desk);
    const HeldLink *held = links.find(link);
    if (held == nullptr || held->link.url.isEmpty()) return;
    const ReplyFacts facts{firstName, held->link.url, portalLink, held->link.expiresAt - serviceNow(desk.client)};
    const QString publicId = held->link.publicId;
    links.copyText(link, replyText(language, facts), replyHtml(language, facts));
    emit desk.noticeRequested(Desktop::tr("Reply with Magic link %1 copied (%2).").arg(publicId, nameOf(language)));
}

}  // namespace latchkey
