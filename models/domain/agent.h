// A support agent: who uses the desk, and what their role allows.
#pragma once

#include "models/domain/id.h"
#include "models/domain/instant.h"

#include <QString>

#include <optional>

namespace latchkey {

enum class Role { Observer = 0, Agent = 1, Senior = 2, Lead = 3, Admin = 4 };

struct Agent {
    AgentId id;
    QString name;
    Role role = Role::Senior;
    Instant disabledAt;
};

enum class Permission {
    See,
    EditContact,
    IssueMagicLink,
    CopyPortalLink,
    SendLetter,  // a login link to the address on file, or a message again
    RevokeLink,
    RevokeAllLinks,   // of a customer
    EndSessions,
    ReadMessages,
    SeeActivityOfAll, // without it: one's own, and a customer's
    EraseCustomer,
    ChangeSnippets,
    ImportFiles,
    ChangeShop,       // its name and its settings
    ChangeDelivery,  // how letters and texts leave
};
// The one table of who may do what.
bool may(Role role, Permission permission);

QString toText(Role role);
std::optional<Role> roleFromText(QStringView text);

}  // namespace latchkey
