// The roles, and a sentence for everything that one of them may not do.
#include "ui/texts_roles.h"

#include "models/domain/me.h"
#include "ui/texts_context.h"

#include <QStringList>

namespace latchkey {

namespace {

// In each: %1 the role that it takes, %2 the agent's own.
QString takes(Permission permission) {
    switch (permission) {
        case Permission::See:
            return Desktop::tr("Looking at the shop takes the role %1; yours is %2.");
        case Permission::EditContact:
            return Desktop::tr("Changing a contact takes the role %1; yours is %2.");
        case Permission::IssueMagicLink:
            return Desktop::tr("Making a Magic link takes the role %1; yours is %2.");
        case Permission::CopyPortalLink:
            return Desktop::tr("Copying the Portal link takes the role %1; yours is %2.");
        case Permission::SendLetter:
            return Desktop::tr("Sending a letter takes the role %1; yours is %2.");
        case Permission::RevokeLink:
            return Desktop::tr("Revoking a Magic link takes the role %1; yours is %2.");
        case Permission::RevokeAllLinks:
            return Desktop::tr("Revoking all links of a customer takes the role %1; yours is %2.");
        case Permission::CheckLinks:
            return Desktop::tr("Checking a link takes the role %1; yours is %2.");
        case Permission::EndSessions:
            return Desktop::tr("Signing a customer out takes the role %1; yours is %2.");
        case Permission::ReadMessages:
            return Desktop::tr("Reading messages takes the role %1; yours is %2.");
        case Permission::SeeActivityOfAll:
            return Desktop::tr("Seeing everybody's activity takes the role %1; yours is %2.");
        case Permission::EraseCustomer:
            return Desktop::tr("Erasing a customer takes the role %1; yours is %2.");
        case Permission::ChangeSnippets:
            return Desktop::tr("Changing the shop's replies takes the role %1; yours is %2.");
        case Permission::ImportFiles:
            return Desktop::tr("Importing files takes the role %1; yours is %2.");
        case Permission::ChangeShop:
            return Desktop::tr("Changing the shop's settings takes the role %1; yours is %2.");
        case Permission::ChangeDelivery:
            return Desktop::tr("Changing how letters and texts leave takes the role %1; yours is %2.");
        case Permission::ManageAgents:
            return Desktop::tr("Changing the team takes the role %1; yours is %2.");
        case Permission::SyncShop:
            return Desktop::tr("Reading the shop anew takes the role %1; yours is %2.");
    }
    return {};
}

QString ask(const QList<Colleague> &colleagues) {
    QStringList names;
    for (const Colleague &colleague : colleagues) names << Desktop::tr("%1 (%2)").arg(colleague.name, textOf(colleague.role));
    if (names.isEmpty()) return Desktop::tr("Nobody in the team has it; ask who runs the service.");
    if (names.size() == 1) return Desktop::tr("Ask %1.").arg(names.constFirst());
    const QString last = names.takeLast();
    return Desktop::tr("Ask %1 or %2.").arg(names.join(QLatin1String(", ")), last);
}

}  // namespace

QString textOf(Role role) {
    switch (role) {
        case Role::Observer:
            return Desktop::tr("Observer");
        case Role::Agent:
            return Desktop::tr("Agent");
        case Role::Senior:
            return Desktop::tr("Senior");
        case Role::Lead:
            return Desktop::tr("Lead");
        case Role::Admin:
            return Desktop::tr("Admin");
    }
    return {};
}

QString textOf(const Denial &denial) {
    const QString why = takes(denial.permission).arg(textOf(leastRoleFor(denial.permission)), textOf(denial.role));
    return why + QLatin1Char(' ') + ask(denial.ask);
}

QString whyNot(const Me &me, Permission permission) {
    return may(me.agent.role, permission) ? QString() : textOf(denialOf(permission, me.agent.role, me.toAsk));
}

}  // namespace latchkey
