// What each role may do, whom to ask for what it may not, and the names of both.
#include "models/domain/agent.h"

#include "models/domain/enum_text.h"

#include <QStringList>

namespace latchkey {

namespace {

constexpr qsizetype askedAtMost = 3;

constexpr EnumNames<Role, 5> roleNames = {{
    {Role::Observer, QLatin1String("observer")},
    {Role::Agent, QLatin1String("agent")},
    {Role::Senior, QLatin1String("senior")},
    {Role::Lead, QLatin1String("lead")},
    {Role::Admin, QLatin1String("admin")},
}};
static_assert(namesAll(roleNames, Role::Admin));

constexpr EnumNames<Permission, 18> permissionNames = {{
    {Permission::See, QLatin1String("see")},
    {Permission::EditContact, QLatin1String("edit_contact")},
    {Permission::IssueMagicLink, QLatin1String("issue_magic_link")},
    {Permission::CopyPortalLink, QLatin1String("copy_portal_link")},
    {Permission::SendLetter, QLatin1String("send_letter")},
    {Permission::RevokeLink, QLatin1String("revoke_link")},
    {Permission::RevokeAllLinks, QLatin1String("revoke_all_links")},
    {Permission::CheckLinks, QLatin1String("check_links")},
    {Permission::EndSessions, QLatin1String("end_sessions")},
    {Permission::ReadMessages, QLatin1String("read_messages")},
    {Permission::SeeActivityOfAll, QLatin1String("see_activity_of_all")},
    {Permission::EraseCustomer, QLatin1String("erase_customer")},
    {Permission::ChangeSnippets, QLatin1String("change_snippets")},
    {Permission::ImportFiles, QLatin1String("import_files")},
    {Permission::ChangeShop, QLatin1String("change_shop")},
    {Permission::ChangeDelivery, QLatin1String("change_delivery")},
    {Permission::ManageAgents, QLatin1String("manage_agents")},
    {Permission::SyncShop, QLatin1String("sync_shop")},
}};
static_assert(namesAll(permissionNames, Permission::SyncShop));

}  // namespace

Role leastRoleFor(Permission permission) {
    switch (permission) {
        case Permission::See:
            return Role::Observer;
        case Permission::CopyPortalLink:
        case Permission::SendLetter:
        case Permission::CheckLinks:
        case Permission::EndSessions:
        case Permission::EditContact:
        case Permission::ReadMessages:
            return Role::Agent;
        case Permission::IssueMagicLink:
        case Permission::RevokeLink:
            return Role::Senior;
        case Permission::RevokeAllLinks:
        case Permission::SeeActivityOfAll:
        case Permission::ChangeSnippets:
        case Permission::ImportFiles:
        case Permission::SyncShop:
            return Role::Lead;
        case Permission::EraseCustomer:
        case Permission::ChangeShop:
        case Permission::ChangeDelivery:
        case Permission::ManageAgents:
            return Role::Admin;
    }
    return Role::Admin;
}

Denial denialOf(Permission permission, Role own, const QList<Colleague> &colleagues) {
    Denial denial{permission, own};
    for (const Colleague &colleague : colleagues) {
        if (denial.ask.size() == askedAtMost) break;
        if (may(colleague.role, permission)) denial.ask.append(colleague);
    }
    return denial;
}

QString packed(const Denial &denial) {
    QStringList lines{toText(denial.permission), toText(denial.role)};
    for (const Colleague &colleague : denial.ask) lines << toText(colleague.role) + QLatin1Char('\t') + colleague.name;
    return lines.join(QLatin1Char('\n'));
}

std::optional<Denial> denialIn(const QString &packed) {
    const QStringList lines = packed.split(QLatin1Char('\n'));
    if (lines.size() < 2) return std::nullopt;
    const std::optional<Permission> permission = permissionFromText(lines[0]);
    const std::optional<Role> own = roleFromText(lines[1]);
    if (!permission || !own) return std::nullopt;
    Denial denial{*permission, *own};
    for (qsizetype i = 2; i < lines.size(); ++i) {
        const std::optional<Role> role = roleFromText(lines[i].section(QLatin1Char('\t'), 0, 0));
        if (!role) return std::nullopt;
        denial.ask.append({lines[i].section(QLatin1Char('\t'), 1), *role});
    }
    return denial;
}

QString toText(Role role) { return nameOf(roleNames, role); }
std::optional<Role> roleFromText(QStringView text) { return valueNamed(roleNames, text); }
QString toText(Permission permission) { return nameOf(permissionNames, permission); }
std::optional<Permission> permissionFromText(QStringView text) { return valueNamed(permissionNames, text); }

}  // namespace latchkey
