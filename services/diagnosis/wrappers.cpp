// The table of wrapping services, and one reader for each way of holding an address.
#include "services/diagnosis/wrappers.h"

#include "services/diagnosis/escapes.h"
#include "services/diagnosis/proofpoint.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace latchkey {

namespace {

enum class Holds {
    Parameter,        // percent-encoded, in one of the named parameters
    Base64,           // the same in base 64
    Json,             // base 64 of an object with "url", or with "p" that holds such an object as text
    JsonInPath,       // the same as the path's next piece, with "href"
    Path,             // behind the path's beginning, percent-encoded, up to the next slash
    PathUnderscores,  // between three underscores
    Proofpoint2,
    Proofpoint3,
    Nothing,  // a number that the service alone can look up
};

struct Wrapper {
    QStringView host;  // its end, from a dot on; empty: any
    QStringView path;  // its beginning; empty: any
    UndoneKind kind;
    Holds holds;
    QStringView parameters = {};  // separated by blanks
};

// Of two that fit the first speaks.
constexpr std::array wrappers = {
    Wrapper{u"safelinks.protection.outlook.com", u"", UndoneKind::SafeLinks, Holds::Parameter, u"url"},
    Wrapper{u"teams.cdn.office.net", u"/evergreen-assets/safelinks", UndoneKind::SafeLinks, Holds::Parameter, u"url"},
    Wrapper{u"outlook.office.com", u"/mail/safelink", UndoneKind::SafeLinks, Holds::Parameter, u"url"},
    Wrapper{u"outlook.office365.com", u"/mail/safelink", UndoneKind::SafeLinks, Holds::Parameter, u"url"},
    Wrapper{u"outlook.live.com", u"/owa/redir", UndoneKind::SafeLinks, Holds::Parameter, u"url"},
    Wrapper{u"outlook.office.com", u"/owa/redir", UndoneKind::SafeLinks, Holds::Parameter, u"url"},
    Wrapper{u"urldefense.com", u"/v3/", UndoneKind::Proofpoint, Holds::Proofpoint3},
    Wrapper{u"urldefense.us", u"/v3/", UndoneKind::Proofpoint, Holds::Proofpoint3},
    Wrapper{u"urldefense.proofpoint.com", u"/v3/", UndoneKind::Proofpoint, Holds::Proofpoint3},
    Wrapper{u"urldefense.proofpoint.com", u"/v2/", UndoneKind::Proofpoint, Holds::Proofpoint2, u"u"},
    Wrapper{u"urldefense.com", u"/v2/", UndoneKind::Proofpoint, Holds::Proofpoint2, u"u"},
    Wrapper{u"urldefense.proofpoint.com", u"", UndoneKind::Proofpoint, Holds::Parameter, u"u"},
    Wrapper{u"urldefense.com", u"", UndoneKind::Proofpoint, Holds::Parameter, u"u"},
    Wrapper{u"mimecastprotect.com", u"", UndoneKind::Mimecast, Holds::Parameter, u"url u targeturl"},
    Wrapper{u"mimecast.com", u"", UndoneKind::Mimecast, Holds::Parameter, u"url u targeturl"},
    Wrapper{u"linkprotect.cudasvc.com", u"", UndoneKind::Barracuda, Holds::Parameter, u"a"},
    // Other link protections.
    Wrapper{u"secure-web.cisco.com", u"", UndoneKind::Redirect, Holds::Parameter, u"url"},
    Wrapper{u"trendmicro.com", u"/wis/clicktime", UndoneKind::Redirect, Holds::Parameter, u"url"},
    Wrapper{u"protection.sophos.com", u"", UndoneKind::Redirect, Holds::Base64, u"u"},
    Wrapper{u"clicktime.symantec.com", u"", UndoneKind::Redirect, Holds::Parameter, u"u"},
    Wrapper{u"fireeye.com", u"/url", UndoneKind::Redirect, Holds::Parameter, u"u"},
    Wrapper{u"avanan.click", u"", UndoneKind::Redirect, Holds::PathUnderscores},
    Wrapper{u"protect.checkpoint.com", u"", UndoneKind::Redirect, Holds::PathUnderscores},
    Wrapper{u"link.edgepilot.com", u"", UndoneKind::Redirect, Holds::Parameter, u"u"},
    Wrapper{u"cloud-security.net", u"", UndoneKind::Redirect, Holds::Parameter, u"url"},
    Wrapper{u"esvalabs.com", u"", UndoneKind::Redirect, Holds::Parameter, u"u"},
    Wrapper{u"greathorn.com", u"", UndoneKind::Redirect, Holds::Parameter, u"url"},
    Wrapper{u"inky.com", u"/link", UndoneKind::Redirect, Holds::Nothing},
    // The way out of a search engine, a mailbox or a chat.
    Wrapper{u"google.com", u"/url", UndoneKind::Redirect, Holds::Parameter, u"q url"},
    Wrapper{u"facebook.com", u"/l.php", UndoneKind::Redirect, Holds::Parameter, u"u"},
    Wrapper{u"l.instagram.com", u"", UndoneKind::Redirect, Holds::Parameter, u"u"},
    Wrapper{u"l.messenger.com", u"", UndoneKind::Redirect, Holds::Parameter, u"u"},
    Wrapper{u"slack-redir.net", u"", UndoneKind::Redirect, Holds::Parameter, u"url"},
    Wrapper{u"linkedin.com", u"/safety/go", UndoneKind::Redirect, Holds::Parameter, u"url"},
    Wrapper{u"linkedin.com", u"/redir", UndoneKind::Redirect, Holds::Parameter, u"url"},
    Wrapper{u"youtube.com", u"/redirect", UndoneKind::Redirect, Holds::Parameter, u"q"},
    Wrapper{u"duckduckgo.com", u"/l/", UndoneKind::Redirect, Holds::Parameter, u"uddg"},
    Wrapper{u"vk.com", u"/away.php", UndoneKind::Redirect, Holds::Parameter, u"to"},
    Wrapper{u"deref-gmx.net", u"", UndoneKind::Redirect, Holds::Parameter, u"redirectUrl"},
    Wrapper{u"deref-web.de", u"", UndoneKind::Redirect, Holds::Parameter, u"redirectUrl"},
    Wrapper{u"bit.ly", u"", UndoneKind::Redirect, Holds::Nothing},
    Wrapper{u"tinyurl.com", u"", UndoneKind::Redirect, Holds::Nothing},
    Wrapper{u"t.co", u"", UndoneKind::Redirect, Holds::Nothing},
    Wrapper{u"lnkd.in", u"", UndoneKind::Redirect, Holds::Nothing},
    Wrapper{u"ow.ly", u"", UndoneKind::Redirect, Holds::Nothing},
    Wrapper{u"is.gd", u"", UndoneKind::Redirect, Holds::Nothing},
    Wrapper{u"rebrand.ly", u"", UndoneKind::Redirect, Holds::Nothing},
    // Click trackers; many of them answer under a name of the shop's own, so that only the path tells.
    Wrapper{u"mandrillapp.com", u"/track/click", UndoneKind::ClickTracker, Holds::Json, u"p"},
    Wrapper{u"customeriomail.com", u"/e/c/", UndoneKind::ClickTracker, Holds::JsonInPath},
    Wrapper{u"pstmrk.it", u"/", UndoneKind::ClickTracker, Holds::Path},
    Wrapper{u"awstrack.me", u"/", UndoneKind::ClickTracker, Holds::Path},
    Wrapper{u"", u"/CL0/", UndoneKind::ClickTracker, Holds::Path},
    Wrapper{u"sendgrid.net", u"", UndoneKind::ClickTracker, Holds::Nothing},
    Wrapper{u"", u"/ls/click", UndoneKind::ClickTracker, Holds::Nothing},
    Wrapper{u"", u"/wf/click", UndoneKind::ClickTracker, Holds::Nothing},
    Wrapper{u"list-manage.com", u"", UndoneKind::ClickTracker, Holds::Nothing},
    Wrapper{u"", u"/track/click", UndoneKind::ClickTracker, Holds::Nothing},
    Wrapper{u"hubspotlinks.com", u"", UndoneKind::ClickTracker, Holds::Nothing},
    Wrapper{u"hs-sites.com", u"", UndoneKind::ClickTracker, Holds::Nothing},
    Wrapper{u"", u"/e3t/", UndoneKind::ClickTracker, Holds::Nothing},
    Wrapper{u"", u"/e2t/", UndoneKind::ClickTracker, Holds::Nothing},
    Wrapper{u"mailgun.org", u"", UndoneKind::ClickTracker, Holds::Nothing},
    Wrapper{u"", u"/c/eJ", UndoneKind::ClickTracker, Holds::Nothing},
    Wrapper{u"klclick.com", u"", UndoneKind::ClickTracker, Holds::Nothing},
    Wrapper{u"klclick1.com", u"", UndoneKind::ClickTracker, Holds::Nothing},
    Wrapper{u"klclick2.com", u"", UndoneKind::ClickTracker, Holds::Nothing},
    Wrapper{u"klclick3.com", u"", UndoneKind::ClickTracker, Holds::Nothing},
    Wrapper{u"sparkpostmail.com", u"", UndoneKind::ClickTracker, Holds::Nothing},
    Wrapper{u"rs6.net", u"", UndoneKind::ClickTracker, Holds::Nothing},
    Wrapper{u"exct.net", u"", UndoneKind::ClickTracker, Holds::Nothing},
    Wrapper{u"sendibt2.com", u"", UndoneKind::ClickTracker, Holds::Nothing},
    Wrapper{u"sendibt3.com", u"", UndoneKind::ClickTracker, Holds::Nothing},
    Wrapper{u"", u"/mk/cl/", UndoneKind::ClickTracker, Holds::Nothing},
    Wrapper{u"createsend1.com", u"", UndoneKind::ClickTracker, Holds::Nothing},
    Wrapper{u"cmail19.com", u"", UndoneKind::ClickTracker, Holds::Nothing},
    Wrapper{u"cmail20.com", u"", UndoneKind::ClickTracker, Holds::Nothing},
    Wrapper{u"mlsend.com", u"", UndoneKind::ClickTracker, Holds::Nothing},
    Wrapper{u"mjt.lu", u"", UndoneKind::ClickTracker, Holds::Nothing},
    Wrapper{u"activehosted.com", u"", UndoneKind::ClickTracker, Holds::Nothing},
};

bool endsWithName(const QString &host, QStringView name) {
    if (name.isEmpty() || host == name) return true;
    return host.endsWith(name) && host[host.size() - name.size() - 1] == u'.';
}

const Wrapper *wrapperOf(const QString &host, QStringView rest) {
    for (const Wrapper &wrapper : wrappers)
        if (endsWithName(host, wrapper.host) && rest.startsWith(wrapper.path, Qt::CaseInsensitive)) return &wrapper;
    // Its other names: of national clouds, and those under which documentation shows it.
    static constexpr Wrapper otherSafeLinks{u"", u"", UndoneKind::SafeLinks, Holds::Parameter, u"url"};
    return host.contains(QLatin1String("safelinks.protection.")) ? &otherSafeLinks : nullptr;
}

// As it stands, still encoded; empty when there is none.
QStringView parameterOf(QStringView rest, QStringView name) {
    const qsizetype query = rest.indexOf(u'?');
    if (query < 0) return {};
    QStringView left = rest.sliced(query + 1);
    while (!left.isEmpty()) {
        const qsizetype end = left.indexOf(u'&');
        QStringView pair = end < 0 ? left : left.first(end);
        left = end < 0 ? QStringView() : left.sliced(end + 1);
        if (pair.startsWith(u"amp;")) pair = pair.sliced(4);
        if (pair.size() > name.size() && pair[name.size()] == u'=' && pair.startsWith(name, Qt::CaseInsensitive)) return pair.sliced(name.size() + 1);
    }
    return {};
}

QStringView parameterOf(QStringView rest, const Wrapper &wrapper) {
    for (const QStringView name : wrapper.parameters.split(u' '))
        if (const QStringView value = parameterOf(rest, name); !value.isEmpty()) return value;
    return {};
}

QString addressInJson(const QByteArray &json) {
    QByteArray text = json;
    for (int depth = 0; depth < 2; ++depth) {
        const QJsonObject object = QJsonDocument::fromJson(text).object();
        for (const QLatin1String name : {QLatin1String("url"), QLatin1String("href")})
            if (object.value(name).isString()) return object.value(name).toString();
        text = object.value(QLatin1String("p")).toString().toUtf8();
    }
    return {};
}

// Behind "/3s/" or "/L0/" up to the next slash; Postmark leaves the scheme out.
QString addressInPath(QStringView rest) {
    const qsizetype begin = rest.indexOf(u'/', 1);
    if (begin < 0) return {};
    const QStringView piece = rest.sliced(begin + 1);
    const qsizetype end = piece.indexOf(u'/');
    const QString address = percentDecoded(end < 0 ? piece : piece.first(end));
    if (!address.contains(QLatin1Char('/'))) return {};
    return address.startsWith(QLatin1String("http"), Qt::CaseInsensitive) ? address : QStringLiteral("https://") + address;
}

QString addressHeld(const Wrapper &wrapper, QStringView rest) {
    switch (wrapper.holds) {
        case Holds::Parameter:
            return percentDecoded(parameterOf(rest, wrapper));
        case Holds::Base64:
            return textOfBytes(base64Decoded(percentDecoded(parameterOf(rest, wrapper))));
        case Holds::Json:
            return addressInJson(base64Decoded(percentDecoded(parameterOf(rest, wrapper))));
        case Holds::JsonInPath:
            return addressInJson(base64Decoded(rest.sliced(wrapper.path.size())));
        case Holds::Path:
            return addressInPath(rest);
        case Holds::PathUnderscores: {
            const qsizetype begin = rest.indexOf(u"___");
            const qsizetype end = begin < 0 ? -1 : rest.indexOf(u"___", begin + 3);
            return begin < 0 ? QString() : rest.sliced(begin + 3, (end < 0 ? rest.size() : end) - begin - 3).toString();
        }
        case Holds::Proofpoint2:
            return proofpoint2Decoded(parameterOf(rest, wrapper));
        case Holds::Proofpoint3:
            return proofpoint3Decoded(rest);
        case Holds::Nothing:
            return {};
    }
    return {};
}

// It may be encoded once more.
bool isAddress(const QString &text) {
    return text.startsWith(QLatin1String("http"), Qt::CaseInsensitive) && (text.contains(QLatin1Char(':')) || text.contains(QLatin1Char('%')));
}

// Where our own address begins inside the text, with its slash behind it; -1 when it is not in it.
qsizetype oursIn(QStringView text, QStringView ours) {
    for (qsizetype at = text.indexOf(ours, 0, Qt::CaseInsensitive); at >= 0; at = text.indexOf(ours, at + 1, Qt::CaseInsensitive)) {
        const QChar before = at == 0 ? QChar(u'/') : text[at - 1];
        const bool begins = !before.isLetterOrNumber() && before != u'.' && before != u'-' && before != u'@';
        if (begins && text.sliced(at + ours.size()).startsWith(u'/')) return at;
    }
    return -1;
}

// Of a service that no table knows, and of one that has changed its ways: our address is somewhere in the text, in the clear, encoded or in base 64.
std::optional<Unwrapped> foundInside(QStringView rest, QStringView ours, UndoneKind kind) {
    constexpr int mostTimes = 4;
    QString text = rest.toString();
    for (int times = 0; times <= mostTimes; ++times) {
        if (const qsizetype at = oursIn(text, ours); at >= 0) {
            const QStringView address = QStringView(text).sliced(at);
            const qsizetype end = address.indexOf(u'&');
            return Unwrapped{kind, QStringLiteral("https://") + (end < 0 ? address : address.first(end)).toString(), std::max(0, times - 1)};
        }
        QString next = percentDecoded(text);
        if (next == text) break;
        text = std::move(next);
    }
    const qsizetype base64 = rest.indexOf(u"aHR0c");  // "http"
    if (base64 < 0) return {};
    QString target = textOfBytes(base64Decoded(rest.sliced(base64)));
    if (!isAddress(target)) return {};
    return Unwrapped{kind, std::move(target), 0};
}

}  // namespace

AddressParts partsOfAddress(QStringView address) {
    const qsizetype colon = address.indexOf(u':');
    QStringView behind = colon < 0 ? address : address.sliced(colon + 1);
    // Some of those who pass addresses on lose one of the two.
    while (behind.startsWith(u'/')) behind = behind.sliced(1);
    const auto end = std::find_if(behind.begin(), behind.end(), [](QChar c) { return c == u'/' || c == u'?' || c == u'#' || c == u'\\'; });
    QStringView authority = behind.first(end - behind.begin());
    const QStringView rest = behind.sliced(authority.size());
    if (const qsizetype user = authority.lastIndexOf(u'@'); user >= 0) authority = authority.sliced(user + 1);
    return {authority, rest};
}

QString hostOf(QStringView authority) {
    const qsizetype port = authority.lastIndexOf(u':');
    return (port < 0 ? authority : authority.first(port)).toString().toLower();
}

std::optional<Unwrapped> unwrapped(const AddressParts &address, QStringView ourAuthority) {
    const Wrapper *wrapper = wrapperOf(hostOf(address.authority), address.rest);
    if (wrapper != nullptr) {
        QString target = addressHeld(*wrapper, address.rest);
        if (isAddress(target)) return Unwrapped{wrapper->kind, std::move(target), 0};
    }
    std::optional<Unwrapped> inside = foundInside(address.rest, ourAuthority, wrapper == nullptr ? UndoneKind::Redirect : wrapper->kind);
    if (inside) return inside;
    if (wrapper == nullptr) return {};
    return Unwrapped{wrapper->kind, {}, 0};
}

}  // namespace latchkey
