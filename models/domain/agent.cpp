// What each role may do, and the names of the roles.
#include "models/domain/agent.h"

#include "models/domain/enum_text.h"

namespace latchkey {

namespace {

constexpr EnumNames<Role, 5> roleNames = {{
    {Role::Observer, QLatin1String("observer")},
    {Role::Agent, QLatin1String("agent")},
    {Role::Senior, QLatin1String("senior")},
    {Role::Lead, QLatin1String("lead")},
    {Role::Admin, QLatin1String("admin")},
}};
static_assert(namesAll(roleNames, Role::Admin));

}  // namespace

bool may(Role role, Permission permission) {
    switch (permission) {
        case Permission::See:
            return true;
        case Permission::CopyPortalLink:
        case Permission::SendLetter:
        case Permission::EndSessions:
        case Permission::EditContact:
        case Permission::ReadMessages:
            return role >= Role::Agent;
        case Permission::IssueMagicLink:
        case Permission::RevokeLink:
            return role >= Role::Senior;
        case Permission::RevokeAllLinks:
        case Permission::SeeActivityOfAll:
        case Permission::ChangeSnippets:
        case Permission::ImportFiles:
            return role >= Role::Lead;
        case Permission::EraseCustomer:
        case Permission::ChangeShop:
        case Permission::ChangeDelivery:
            return role >= Role::Admin;
    }
    return false;
}

QString toText(Role role) { return nameOf(roleNames, role); }
std::optional<Role> roleFromText(QStringView text) { return valueNamed(roleNames, text); }

}  // namespace latchkey
