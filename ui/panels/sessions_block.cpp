// A device, how and since when it is signed in, and "End".
#include "ui/panels/sessions_block.h"

#include "ui/actions/end_sessions.h"
#include "ui/panels/labels.h"
#include "ui/texts.h"
#include "ui/texts_context.h"
#include "ui/widgets/buttons.h"

#include <QGridLayout>

namespace latchkey {

namespace {

QString titleFor(int count) {
    if (count == 0) return Desktop::tr("Signed in");
    return count == 1 ? Desktop::tr("Signed in on 1 device") : Desktop::tr("Signed in on %1 devices").arg(count);
}

QString aboutSession(const SessionInfo &session, Instant now) {
    const QString how = session.bornOfLink ? Desktop::tr("by link") : Desktop::tr("by code");
    // The service notes it to within ten minutes: what is closer is now.
    const QString seen =
        now - session.seenAt < std::chrono::minutes(10) ? Desktop::tr("seen just now") : Desktop::tr("seen %1 ago").arg(longAgo(session.seenAt, now));
    return Desktop::tr("%1 %2 · %3").arg(how, momentText(session.createdAt, now), seen);
}

}  // namespace

SessionsBlock::SessionsBlock(QWidget *parent) : RowsBlock(titleFor(0), Desktop::tr("End all"), QStringLiteral("endAllSessions"), parent) {
    setObjectName(QStringLiteral("sessionsBlock"));
    headerButton()->setAccessibleName(Desktop::tr("Sign the customer out on all devices"));
    connect(headerButton(), &QPushButton::clicked, this, &SessionsBlock::endAllRequested);
}

void SessionsBlock::set(const CustomerDetails &details, const QString &whyNot, Instant now) {
    const int count = qMax(details.liveSessions, static_cast<int>(details.sessions.size()));
    setTitle(titleFor(count));
    headerButton()->setVisible(count > 0);
    headerButton()->setEnabled(whyNot.isEmpty());
    headerButton()->setToolTip(whyNot.isEmpty() ? Desktop::tr("Signs the customer out everywhere; signing in again undoes it") : whyNot);
    QString reading = QStringLiteral("%1 %2\n").arg(count).arg(whyNot);
    for (const SessionInfo &session : details.sessions)
        reading += QString::number(session.id.value()) + deviceText(session) + aboutSession(session, now) + QLatin1Char('\n');
    QWidget *rows = renewRows(reading);
    if (rows == nullptr) return;
    auto *grid = new QGridLayout(rows);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(0, 1);
    for (const SessionInfo &session : details.sessions) addRow(grid, session, whyNot, now, rows);
    const qsizetype more = count - details.sessions.size();
    if (count == 0)
        grid->addWidget(new PlainLabel(Desktop::tr("Not signed in anywhere."), LabelRole::Muted, rows), 0, 0);
    else if (more > 0)
        grid->addWidget(new PlainLabel(Desktop::tr("and %1 more").arg(more), LabelRole::Muted, rows), grid->rowCount(), 0);
    finishRows(rows);
}

void SessionsBlock::addRow(QGridLayout *grid, const SessionInfo &session, const QString &whyNot, Instant now, QWidget *rows) {
    const int row = grid->rowCount();
    const QString device = deviceText(session);
    auto *about = new PlainLabel(aboutSession(session, now), LabelRole::Muted, rows);
    about->setContentsMargins(0, 0, 0, 8);
    about->setToolTip(Desktop::tr("Ends by itself %1").arg(momentText(session.expiresAt, now)));
    QPushButton *end = linkButton(Desktop::tr("End"), QStringLiteral("endSession-%1").arg(session.id.value()), rows);
    end->setEnabled(whyNot.isEmpty());
    end->setAccessibleName(Desktop::tr("Sign out: %1").arg(device));
    end->setToolTip(whyNot.isEmpty() ? Desktop::tr("Signs the customer out on this device") : whyNot);
    connect(end, &QPushButton::clicked, this, [this, session] { emit endRequested(session); });
    grid->addWidget(new PlainLabel(device, LabelRole::Text, rows), row, 0);
    grid->addWidget(about, row + 1, 0);
    grid->addWidget(end, row, 1, Qt::AlignTop | Qt::AlignRight);
}

}  // namespace latchkey
