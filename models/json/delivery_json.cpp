// How letters and texts leave, and what a trial of it came to, in JSON.
#include "models/json/json.h"
#include "models/json/json_fields.h"
#include "models/json/json_reader.h"

namespace latchkey {

namespace {

void writeMail(JsonWriter &out, const MailSetup &mail) {
    out.beginObject().field("route", toText(mail.route)).field("server", mail.server).field("port", mail.port);
    out.field("security", toText(mail.security)).field("sign_in", toText(mail.signIn)).field("user", mail.user);
    out.field("password_set", mail.passwordSet).field("ca_file", mail.caFile).field("from", mail.from).field("reply_to", mail.replyTo);
    out.field("language", toText(mail.language)).field("templates", mail.templates).field("timeout_seconds", mail.timeoutSeconds).endObject();
}

Result<MailSetup> readMail(const QJsonObject &object) {
    JsonReader in(object);
    MailSetup mail;
    mail.route = in.named(QLatin1String("route"), mailRouteFromText);
    mail.server = in.text(QLatin1String("server"));
    mail.port = in.number(QLatin1String("port"));
    mail.security = in.named(QLatin1String("security"), mailSecurityFromText);
    mail.signIn = in.named(QLatin1String("sign_in"), mailSignInFromText);
    mail.user = in.text(QLatin1String("user"));
    mail.passwordSet = in.truth(QLatin1String("password_set"));
    mail.caFile = in.text(QLatin1String("ca_file"));
    mail.from = in.text(QLatin1String("from"));
    mail.replyTo = in.text(QLatin1String("reply_to"));
    mail.language = in.named(QLatin1String("language"), languageFromText);
    mail.templates = in.text(QLatin1String("templates"));
    mail.timeoutSeconds = in.number(QLatin1String("timeout_seconds"));
    return in.result(std::move(mail));
}

void writeSms(JsonWriter &out, const SmsSetup &sms) {
    out.beginObject().field("route", toText(sms.route)).field("url", sms.url).field("account", sms.account).field("user", sms.user);
    out.field("secret_set", sms.secretSet).field("from", sms.from).field("countries", sms.countries.join(u' '));
    out.field("per_number_per_day", sms.perNumberPerDay).field("per_day", sms.perDay).field("timeout_seconds", sms.timeoutSeconds).endObject();
}

Result<SmsSetup> readSms(const QJsonObject &object) {
    JsonReader in(object);
    SmsSetup sms;
    sms.route = in.named(QLatin1String("route"), smsRouteFromText);
    sms.url = in.text(QLatin1String("url"));
    sms.account = in.text(QLatin1String("account"));
    sms.user = in.text(QLatin1String("user"));
    sms.secretSet = in.truth(QLatin1String("secret_set"));
    sms.from = in.text(QLatin1String("from"));
    sms.countries = in.text(QLatin1String("countries")).split(u' ', Qt::SkipEmptyParts);
    sms.perNumberPerDay = in.number(QLatin1String("per_number_per_day"));
    sms.perDay = in.number(QLatin1String("per_day"));
    sms.timeoutSeconds = in.number(QLatin1String("timeout_seconds"));
    return in.result(std::move(sms));
}

Result<DeliveryTrial::Step> readStep(const QJsonObject &object) {
    JsonReader in(object);
    DeliveryTrial::Step step;
    step.step = in.named(QLatin1String("step"), deliveryStepFromText);
    step.done = in.truth(QLatin1String("done"));
    step.words = in.text(QLatin1String("words"));
    return in.result(std::move(step));
}

}  // namespace

void writeJson(JsonWriter &out, const DeliverySetup &setup) {
    out.beginObject().key("mail");
    writeMail(out, setup.mail);
    out.key("sms");
    writeSms(out, setup.sms);
    out.field("fixed_by_operator", setup.fixedByOperator).endObject();
}

Result<DeliverySetup> readDeliverySetup(const QJsonObject &object) {
    JsonReader in(object);
    DeliverySetup setup;
    setup.mail = in.object(QLatin1String("mail"), readMail);
    setup.sms = in.object(QLatin1String("sms"), readSms);
    setup.fixedByOperator = in.truth(QLatin1String("fixed_by_operator"));
    return in.result(std::move(setup));
}

void writeJson(JsonWriter &out, const DeliveryTrial &trial) {
    out.beginObject().field("problem", toText(trial.problem)).field("code", trial.code).field("words", trial.words).key("steps").beginArray();
    for (const DeliveryTrial::Step &step : trial.steps)
        out.beginObject().field("step", toText(step.step)).field("done", step.done).field("words", step.words).endObject();
    out.endArray();
    writeDuration(out, "took", trial.took);
    out.endObject();
}

Result<DeliveryTrial> readDeliveryTrial(const QJsonObject &object) {
    JsonReader in(object);
    DeliveryTrial trial;
    trial.problem = in.named(QLatin1String("problem"), deliveryProblemFromText);
    trial.code = in.number(QLatin1String("code"));
    trial.words = in.text(QLatin1String("words"));
    trial.steps = in.list(QLatin1String("steps"), readStep);
    trial.took = in.duration(QLatin1String("took"));
    return in.result(std::move(trial));
}

}  // namespace latchkey
