// How letters and texts leave the house, as the settings page shows it; secrets are only said to be there.
#pragma once

#include "models/domain/language.h"
#include "models/domain/message.h"

#include <QStringList>

namespace latchkey {

enum class MailRoute { Capture = 0, Smtp = 1 };
enum class MailSecurity { Starttls = 0, Tls = 1, None = 2 };  // Tls: smtps; None: only for a server on this computer
enum class MailSignIn { None = 0, Plain = 1, Login = 2, Any = 3 };
enum class SmsRoute { Capture = 0, Off = 1, Twilio = 2, Webhook = 3 };

struct MailSetup {
    MailRoute route = MailRoute::Capture;
    QString server;        // host
    int port = 587;        // 465 is usual for Tls
    MailSecurity security = MailSecurity::Starttls;
    MailSignIn signIn = MailSignIn::Any;
    QString user;
    bool passwordSet = false;
    QString caFile;        // a PEM file of the operator's own authority; empty: the system's
    QString from;          // "hello@acme.example" or "Acme Coffee <hello@acme.example>"
    QString replyTo;       // may be empty
    Language language = Language::English;  // when nothing tells the customer's
    QString templates;     // folder with the operator's own letters; may be empty
    int timeoutSeconds = 30;  // of one attempt, all in all
};

struct SmsSetup {
    SmsRoute route = SmsRoute::Capture;
    QString url;           // of the webhook; for Twilio empty, or another host that speaks its API
    QString account;       // Twilio's account SID
    QString user;          // Twilio's API key SID; empty: the account SID with its auth token
    bool secretSet = false;  // Twilio's auth token or key secret; the webhook's signing key
    QString from;          // a number in E.164, or Twilio's messaging service SID (MG…)
    QStringList countries; // ISO 3166-1 codes that texts may go to
    int perNumberPerDay = 10;
    int perDay = 1000;
    int timeoutSeconds = 15;
};

struct DeliverySetup {
    MailSetup mail;
    SmsSetup sms;
    bool fixedByOperator = false;  // set in the service's configuration: the desk may look and test, not change
};

// What a test letter or text came to, step by step.
struct DeliveryTrial {
    struct Step {
        DeliveryStep step = DeliveryStep::Connect;
        bool done = false;
        QString words;  // what the server said there
    };
    DeliveryProblem problem = DeliveryProblem::None;
    int code = 0;
    QString words;
    QList<Step> steps;
    Duration took{};
};

QString toText(MailRoute route);
std::optional<MailRoute> mailRouteFromText(QStringView text);
QString toText(MailSecurity security);
std::optional<MailSecurity> mailSecurityFromText(QStringView text);
QString toText(MailSignIn signIn);
std::optional<MailSignIn> mailSignInFromText(QStringView text);
QString toText(SmsRoute route);
std::optional<SmsRoute> smsRouteFromText(QStringView text);

}  // namespace latchkey
