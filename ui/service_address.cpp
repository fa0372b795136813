// Completes and judges a typed address; pure.
#include "ui/service_address.h"

#include "ui/texts_context.h"

#include <QRegularExpression>

#include <algorithm>

namespace latchkey {

namespace {

// "127.example.com" is a name that anybody may own.
bool isThisComputer(const QString &host) {
    static const QRegularExpression loopback(QStringLiteral("^(localhost|::1|127(\\.[0-9]{1,3}){3})$"));
    return loopback.match(host).hasMatch();
}

QString withoutInvisible(const QString &text) {
    QString out;
    for (const QChar c : text)
        if (!c.isSpace() && c.category() != QChar::Other_Format && c.category() != QChar::Other_Control) out += c;
    return out;
}

QString plainPath(QString path) {
    const auto chop = [&path] {
        while (path.endsWith(u'/')) path.chop(1);
    };
    chop();
    if (path.endsWith(QLatin1String("/api/v1"))) path.chop(7);
    chop();
    return path;
}

}  // namespace

ServiceAddress readServiceAddress(const QString &typed) {
    QString text = withoutInvisible(typed);
    if (text.isEmpty()) return {{}, AddressFlaw::Empty};
    if (!text.contains(QLatin1String("://"))) text.prepend(QLatin1String("https://"));
    QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty()) return {{}, AddressFlaw::NotAnAddress};
    const bool plain = url.scheme() == QLatin1String("http");
    if (!plain && url.scheme() != QLatin1String("https")) return {{}, AddressFlaw::WrongScheme};
    if (!url.userInfo().isEmpty()) return {{}, AddressFlaw::HasUser};
    if (url.hasQuery() || url.hasFragment()) return {{}, AddressFlaw::HasQuery};
    url.setPath(plainPath(url.path()));
    return {url, AddressFlaw::None, plain && !isThisComputer(url.host())};
}

QString textOf(AddressFlaw flaw) {
    switch (flaw) {
        case AddressFlaw::None:
            return {};
        case AddressFlaw::Empty:
            return Desktop::tr("Type the address of your team's service, such as https://latchkey.example.com.");
        case AddressFlaw::NotAnAddress:
            return Desktop::tr("This is not an address. It looks like https://latchkey.example.com.");
        case AddressFlaw::WrongScheme:
            return Desktop::tr("An address of a service begins with https://.");
        case AddressFlaw::HasUser:
            return Desktop::tr("Leave out the name and the password before the @ sign; the token goes below.");
        case AddressFlaw::HasQuery:
            return Desktop::tr("Leave out what stands behind ? or #.");
    }
    return {};
}

AgentToken readPastedToken(const QString &pasted) {
    const QString text = withoutInvisible(pasted);
    const bool ascii = std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f; });
    return ascii ? AgentToken(text.toLatin1()) : AgentToken();
}

}  // namespace latchkey
