// A support agent: who uses the desk, and what their role allows.
#pragma once

#include "models/domain/id.h"
#include "models/domain/instant.h"

#include <QList>
#include <QString>

#include <optional>

namespace latchkey {

enum class Role { Observer = 0, Agent = 1, Senior = 2, Lead = 3, Admin = 4 };

struct Agent {
    AgentId id;
    QString name;
    Role role = Role::Senior;
    Instant disabledAt;
    Instant usedAt = {};  // when their token last opened anything, to the minute
};

enum class Permission {
    See,
    EditContact,
    IssueMagicLink,
    CopyPortalLink,
    SendLetter,        // a login link to the address on file, or a message again
    RevokeLink,
    RevokeAllLinks,    // of a customer
    CheckLinks,        // what a pasted link is and what became of it
    EndSessions,
    ReadMessages,
    SeeActivityOfAll,  // without it: one's own, and a customer's
    EraseCustomer,
    ChangeSnippets,
    ImportFiles,
    ChangeShop,        // its name and its settings
    ChangeDelivery,    // how letters and texts leave
    ManageAgents,
    SyncShop,          // reads the shop anew at once
};
// The one table of who may do what.
Role leastRoleFor(Permission permission);
inline bool may(Role role, Permission permission) { return role >= leastRoleFor(permission); }

struct Colleague {
    QString name;
    Role role = Role::Lead;
};

// Why an agent may not do something, and who of the team can help.
struct Denial {
    Permission permission = Permission::See;
    Role role = Role::Observer;  // the agent's own
    QList<Colleague> ask = {};
};
// Of the leads and administrators, those who may: three at most, in the order given.
Denial denialOf(Permission permission, Role own, const QList<Colleague> &colleagues);
// As an Error's detail carries it; names hold no line breaks or tabs.
QString packed(const Denial &denial);
std::optional<Denial> denialIn(const QString &packed);

QString toText(Role role);
std::optional<Role> roleFromText(QStringView text);
QString toText(Permission permission);
std::optional<Permission> permissionFromText(QStringView text);

}  // namespace latchkey
