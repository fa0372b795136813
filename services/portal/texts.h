// The portal's sentences.
#pragma once

#include "models/domain/login_link.h"
#include "models/domain/result.h"
#include "models/domain/subscription.h"

namespace latchkey::portal_texts {

// What happened, as a page of its own says it.
struct Notice {
    int status = 400;
    QString title;
    QString words;
};
// Every code has its sentence; `now` is for saying how long to wait.
Notice notice(const Error &error, Instant now);
// The same in one sentence, for above a form.
QString sentence(const Error &error, Instant now);
Notice notOurForm();
Notice notAForm();
Notice noSuchPage();
Notice signedOut();
Notice elsewhere();  // of a shop whose customers log in at the store

QString loginTitle();
QString codeTitle();
QString codeWords(int digits);
QString resendWait(Duration wait);

QString continueAs(const QString &maskedName);
QString liveWords(Duration left);
QString switchTo(const QString &maskedName);
QString switchWords(const QString &signedInAs, const QString &maskedName);
QString staySignedIn(const QString &maskedName);
QString openSubscriptions();

// Whom a code from the page of a dead link would reach.
struct Reach {
    QString maskedEmail;
    QString phoneEnding;
};
Notice deadLink(LinkState state, Duration life, const Reach &reach);

QString subscriptionsTitle();
QString unknownDevice();
QString signedInSince(Instant at, bool byLink);
QString onlyTheFirst(int shown);
QString status(const Subscription &subscription);
const char *tone(SubscriptionStatus status);
QString every(const Interval &interval);
QString day(Instant midnight);
QString line(const SubscriptionLine &line);

}  // namespace latchkey::portal_texts
