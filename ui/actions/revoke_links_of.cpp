// Asks, revokes, and takes the customer's links off the clipboard.
#include "ui/actions/revoke_links_of.h"

#include "ui/actions/issued_links.h"
#include "ui/desk.h"
#include "ui/dialogs/confirm.h"
#include "ui/service_time.h"
#include "ui/texts_connection.h"
#include "ui/texts_context.h"

#include <QWidget>

namespace latchkey {

namespace {

QString saidOf(const Result<int> &ended, const QString &name) {
    if (!ended) return failureText(Desktop::tr("The links were not revoked."), Desktop::tr("It is not known whether the links were revoked: the answer was lost. Look at the timeline."), ended.error());
    if (*ended == 0) return Desktop::tr("%1 has no live link.").arg(name);
    return *ended == 1 ? Desktop::tr("1 live link of %1 is revoked.").arg(name) : Desktop::tr("%1 live links of %2 are revoked.").arg(QString::number(*ended), name);
}

void revoke(Desk &desk, CustomerId customer, const QString &name, const QPointer<QWidget> &parent, std::function<void()> done) {
    IssuedLinks &links = IssuedLinks::of(desk);
    desk.client.revokeLinksOf(customer, &links, [&desk, &links, customer, name, parent, done = std::move(done)](const Result<int> &ended) {
        if (ended) {
            const Instant now = serviceNow(desk.client);
            for (const HeldLink &held : links.heldFor(customer))
                if (held.state == LinkState::Live && !held.link.atShop) links.end(held.link.id, LinkState::Revoked, now);
        }
        emit desk.noticeRequested(saidOf(ended, name));
        if (parent != nullptr) done();
    });
}

}  // namespace

void revokeLinksOf(Desk &desk, CustomerId customer, const QString &customerName, QWidget *parent, std::function<void()> done) {
    const QString name = customerName.isEmpty() ? Desktop::tr("this customer") : customerName;
    const Question question{Desktop::tr("Revoke every live link of %1?").arg(name),
                            Desktop::tr("Nobody can use them any more, whoever issued them. Used and expired links stay as they are."), Desktop::tr("Revoke all")};
    confirm(question, parent, [&desk, customer, name, parent = QPointer<QWidget>(parent), done = std::move(done)] { revoke(desk, customer, name, parent, done); });
}

}  // namespace latchkey
