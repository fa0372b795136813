// What the record says in words: who, what, to whom, and the short note of an entry as a sentence.
#pragma once

#include "models/domain/activity.h"
#include "models/domain/agent.h"

#include <QList>

namespace latchkey {

// Kinds as they are grouped in a list.
struct ActivityGroup {
    QString title;
    QList<ActivityKind> kinds;
};
QList<ActivityGroup> activityGroups();  // every kind once

QString textOf(ActivityKind kind);               // "Magic link issued"
QString whoDid(const ActivityRow &row);          // the agent, the customer, or the service itself
QString toWhom(const ActivityRow &row);          // empty where it concerns no customer
// The note in words, and a person's own words behind it; `agents` give names to ids. Words that nobody knows stay as they are.
QString detailsOf(const Activity &entry, const QList<Agent> &agents);
QString recordTime(Instant at, Instant now);     // "14:02:10", "25 Nov, 14:02", "25 Nov 2024, 14:02"

}  // namespace latchkey
