// Refuses what a browser could read as another place than a page of the portal.
#include "services/access/destination.h"

namespace latchkey {

namespace {

constexpr int longestPath = 200;

bool isPlain(QChar c) {
    const char16_t u = c.unicode();
    return (u >= u'a' && u <= u'z') || (u >= u'A' && u <= u'Z') || (u >= u'0' && u <= u'9') || u == u'/' || u == u'-' || u == u'_' || u == u'.';
}

}  // namespace

bool isPortalDestination(QStringView path) {
    // A short list of harmless characters leaves out backslashes, controls, percent signs, queries and fragments alike.
    if (path.size() > longestPath || !path.startsWith(accountPath)) return false;
    if (path.size() > accountPath.size() && path.at(accountPath.size()) != u'/') return false;
    for (const QChar c : path)
        if (!isPlain(c)) return false;
    return !path.contains(u"//") && !path.contains(u"..");
}

QString portalDestination(const QString &path) { return isPortalDestination(path) ? path : QString(accountPath); }

}  // namespace latchkey
