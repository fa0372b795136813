// Where a sign-in may lead: checked when it is stored and again when it is used.
#pragma once

#include <QString>

namespace latchkey {

// The portal's first page.
inline constexpr QLatin1StringView accountPath("/account");

// "/account" or a path below it, without anything that a browser could read as another host or that climbs out.
bool isPortalDestination(QStringView path);
// The path itself when it is one, else the portal's first page.
QString portalDestination(const QString &path);

}  // namespace latchkey
