// What the desk says in the customer's language inside a snippet: how long a link lives, and the steps of the standard login.
#include "models/domain/snippet.h"

#include <QStringList>

namespace latchkey {

namespace {

QString oneMinute(Language language) {
    switch (language) {
        case Language::English:
            return QStringLiteral("one minute");
        case Language::German:
            return QStringLiteral("eine Minute");
        case Language::French:
            return QStringLiteral("une minute");
        case Language::Spanish:
            return QStringLiteral("un minuto");
    }
    return {};
}

QString manyMinutes(Language language) {
    switch (language) {
        case Language::English:
        case Language::French:
            return QStringLiteral("%1 minutes");
        case Language::German:
            return QStringLiteral("%1 Minuten");
        case Language::Spanish:
            return QStringLiteral("%1 minutos");
    }
    return {};
}

QString fewMinutes(Language language) {
    switch (language) {
        case Language::English:
            return QStringLiteral("a few minutes");
        case Language::German:
            return QStringLiteral("einige Minuten");
        case Language::French:
            return QStringLiteral("quelques minutes");
        case Language::Spanish:
            return QStringLiteral("unos minutos");
    }
    return {};
}

// The sentences of one language; %1 is the address, %2 the last digits of the phone number, %3 how many digits the code has.
struct Steps {
    QString open;
    QString enterBoth;
    QString enterPhone;
    QString enterEmail;
    QString enterEither;
    QString codeBoth;
    QString codePhone;
    QString codeEmail;
};

Steps english() {
    return {QStringLiteral("1. Open this page:"),
            QStringLiteral("2. Enter your e-mail address (%1) or your phone number (ending in %2)."),
            QStringLiteral("2. Enter your phone number (ending in %2)."),
            QStringLiteral("2. Enter your e-mail address (%1)."),
            QStringLiteral("2. Enter the e-mail address or phone number that you ordered with."),
            QStringLiteral("3. Type the %3-digit code that we send you by e-mail and SMS. It is valid for a few minutes."),
            QStringLiteral("3. Type the %3-digit code that we send you by SMS. It is valid for a few minutes."),
            QStringLiteral("3. Type the %3-digit code that we send you by e-mail. It is valid for a few minutes.")};
}

Steps german() {
    return {QStringLiteral("1. Öffnen Sie diese Seite:"),
            QStringLiteral("2. Geben Sie Ihre E-Mail-Adresse (%1) oder Ihre Telefonnummer (mit %2 am Ende) ein."),
            QStringLiteral("2. Geben Sie Ihre Telefonnummer (mit %2 am Ende) ein."),
            QStringLiteral("2. Geben Sie Ihre E-Mail-Adresse (%1) ein."),
            QStringLiteral("2. Geben Sie die E-Mail-Adresse oder Telefonnummer ein, mit der Sie bestellt haben."),
            QStringLiteral("3. Tippen Sie den %3-stelligen Code ein, den wir Ihnen per E-Mail und SMS senden. Er gilt einige Minuten."),
            QStringLiteral("3. Tippen Sie den %3-stelligen Code ein, den wir Ihnen per SMS senden. Er gilt einige Minuten."),
            QStringLiteral("3. Tippen Sie den %3-stelligen Code ein, den wir Ihnen per E-Mail senden. Er gilt einige Minuten.")};
}

Steps french() {
    return {QStringLiteral("1. Ouvrez cette page :"),
            QStringLiteral("2. Saisissez votre adresse e-mail (%1) ou votre numéro de téléphone (se terminant par %2)."),
            QStringLiteral("2. Saisissez votre numéro de téléphone (se terminant par %2)."),
            QStringLiteral("2. Saisissez votre adresse e-mail (%1)."),
            QStringLiteral("2. Saisissez l'adresse e-mail ou le numéro de téléphone utilisé lors de votre commande."),
            QStringLiteral("3. Tapez le code à %3 chiffres que nous vous envoyons par e-mail et par SMS. Il est valable quelques minutes."),
            QStringLiteral("3. Tapez le code à %3 chiffres que nous vous envoyons par SMS. Il est valable quelques minutes."),
            QStringLiteral("3. Tapez le code à %3 chiffres que nous vous envoyons par e-mail. Il est valable quelques minutes.")};
}

Steps spanish() {
    return {QStringLiteral("1. Abra esta página:"),
            QStringLiteral("2. Escriba su correo electrónico (%1) o su número de teléfono (terminado en %2)."),
            QStringLiteral("2. Escriba su número de teléfono (terminado en %2)."),
            QStringLiteral("2. Escriba su correo electrónico (%1)."),
            QStringLiteral("2. Escriba el correo electrónico o el número de teléfono con el que hizo su pedido."),
            QStringLiteral("3. Introduzca el código de %3 cifras que le enviamos por correo electrónico y SMS. Es válido durante unos minutos."),
            QStringLiteral("3. Introduzca el código de %3 cifras que le enviamos por SMS. Es válido durante unos minutos."),
            QStringLiteral("3. Introduzca el código de %3 cifras que le enviamos por correo electrónico. Es válido durante unos minutos.")};
}

Steps stepsIn(Language language) {
    switch (language) {
        case Language::English:
            return english();
        case Language::German:
            return german();
        case Language::French:
            return french();
        case Language::Spanish:
            return spanish();
    }
    return {};
}

// In one pass, so that an address with a per cent sign is not filled in again.
QString filled(QString sentence, const QString &email, const QString &phone, int digits) {
    const QStringList values{email, phone, QString::number(digits)};
    for (qsizetype at = sentence.indexOf(QLatin1Char('%')); at >= 0;) {
        const int which = sentence.at(at + 1).digitValue() - 1;
        sentence.replace(at, 2, values.at(which));
        at = sentence.indexOf(QLatin1Char('%'), at + values.at(which).size());
    }
    return sentence;
}

}  // namespace

QString linkLivesIn(Language language, qint64 milliseconds) {
    if (milliseconds == 0) return fewMinutes(language);
    const qint64 minutes = qMax<qint64>(1, (milliseconds + 30'000) / 60'000);
    return minutes == 1 ? oneMinute(language) : manyMinutes(language).arg(minutes);
}

QString codeStepsIn(Language language, const QString &portalLink, const QString &email, const QString &phone, int digits) {
    const Steps steps = stepsIn(language);
    const bool mails = !email.isEmpty();
    const bool texts = !phone.isEmpty();
    const QString enter = mails && texts ? steps.enterBoth : texts ? steps.enterPhone : mails ? steps.enterEmail : steps.enterEither;
    const QString code = mails && texts ? steps.codeBoth : texts ? steps.codePhone : steps.codeEmail;
    const QStringList lines{steps.open, portalLink, filled(enter, email, phone, digits), filled(code, email, phone, digits)};
    return lines.join(QLatin1Char('\n'));
}

}  // namespace latchkey
