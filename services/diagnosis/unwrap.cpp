// Reads a paste as a mail, as quoted-printable and as it stands, and gathers what is found in any of them.
#include "services/diagnosis/unwrap.h"

#include "models/domain/link_token_repair.h"
#include "services/diagnosis/link_search.h"
#include "services/diagnosis/mail_parts.h"
#include "services/diagnosis/marked_text.h"
#include "services/diagnosis/wrappers.h"

#include <QSet>

#include <algorithm>

namespace latchkey {

namespace {

bool anyWhole(const QList<FoundLink> &links) {
    return std::any_of(links.cbegin(), links.cend(), [](const FoundLink &link) { return link.code == VerdictCode::Live; });
}

bool sameLink(const FoundLink &a, const FoundLink &b) {
    if (a.code != b.code) return false;
    switch (a.code) {
        case VerdictCode::Live:
            return a.token == b.token;
        case VerdictCode::Damaged:
            return a.readings.first() == b.readings.first();
        case VerdictCode::OtherShop:
        case VerdictCode::Wrapped:
            return a.host == b.host;
        case VerdictCode::Used:
        case VerdictCode::Expired:
        case VerdictCode::Revoked:
        case VerdictCode::VoidByEmailChange:
        case VerdictCode::Unknown:
        case VerdictCode::PortalLink:
        case VerdictCode::NoLink:
        case VerdictCode::AtShop:
            return true;
    }
    return true;
}

// The visible text of an HTML link is often the beginning of its address: the same link, not a damaged one beside it.
bool beginsLike(const FoundLink &damaged, const QByteArray &whole) {
    constexpr qsizetype telling = 8;
    const QByteArray &piece = damaged.readings.first().reveal();
    if (piece.isEmpty()) return true;
    return piece.size() >= telling ? whole.startsWith(piece.first(telling)) : whole.startsWith(piece);
}

// Stretches of six characters: too short to help anybody to the rest of a token, too long to stand in a host by chance.
constexpr qsizetype revealing = 6;

void addStretches(const LinkToken &token, QSet<QByteArray> &out) {
    for (qsizetype i = 0; i + revealing <= token.reveal().size(); ++i) out.insert(token.reveal().sliced(i, revealing));
}

bool tells(const QString &said, const QSet<QByteArray> &stretches) {
    const FoldedToken folded = foldToken(said.toLatin1());
    const QByteArray &bytes = folded.token.reveal();
    for (qsizetype i = 0; i + revealing <= bytes.size(); ++i)
        if (stretches.contains(bytes.sliced(i, revealing))) return true;
    return false;
}

class Gathering {
public:
    explicit Gathering(QStringView ourAuthority) : m_authority(ourAuthority) {}

    void read(const MailPart &part, bool undoQuotedPrintable) {
        MarkedText text{part.text, {}, {}};
        if (undoQuotedPrintable) text = withoutQuotedPrintable(text);
        text = joined(withoutInvisible(withoutEntities(text)));
        const LinksInText found = linksInText(text, m_authority);
        for (const FoundLink &link : found.links) add(link, part.inMail);
        for (const QString &id : found.publicIds)
            if (m_publicIds.size() < mostPublicIds && !m_publicIds.contains(id)) m_publicIds.append(id);
        for (const FoundLink &link : found.elsewhere)
            if (m_elsewhere.isEmpty()) m_elsewhere.append(link);
    }
    [[nodiscard]] bool foundWhole() const { return anyWhole(m_links); }

    FoundLinks take() {
        QList<QByteArray> whole;
        for (const FoundLink &link : std::as_const(m_links))
            if (link.code == VerdictCode::Live) whole.append(link.token.reveal());
        m_links.removeIf([&whole](const FoundLink &link) {
            const auto begins = [&link](const QByteArray &token) { return beginsLike(link, token); };
            return link.code == VerdictCode::Damaged && std::any_of(whole.cbegin(), whole.cend(), begins);
        });
        if (m_links.isEmpty()) m_links = m_elsewhere;
        silence();
        return {m_links, m_publicIds};
    }

private:
    void add(FoundLink link, bool inMail) {
        if (m_links.size() >= mostLinksFound) return;
        const auto same = [&link](const FoundLink &other) { return sameLink(link, other); };
        if (std::any_of(m_links.cbegin(), m_links.cend(), same)) return;
        if (inMail) link.undone.prepend({UndoneKind::MailHeaders, {}, 1});
        m_links.append(std::move(link));
    }

    // What is said goes onto screens and into support mails; a token never does, wherever a host or a bracket took it from.
    void silence() {
        QSet<QByteArray> stretches;
        for (const FoundLink &link : std::as_const(m_links)) {
            addStretches(link.token, stretches);
            for (const LinkToken &reading : link.readings) addStretches(reading, stretches);
        }
        for (FoundLink &link : m_links) {
            if (tells(link.host, stretches)) link.host.clear();
            for (Undone &undone : link.undone)
                if (tells(undone.detail, stretches)) undone.detail.clear();
        }
    }

    QStringView m_authority;
    QList<FoundLink> m_links;
    QList<FoundLink> m_elsewhere;
    QStringList m_publicIds;
};

}  // namespace

FoundLinks findLinks(const QString &text, const QString &baseUrl) {
    const QString paste = text.first(std::min(text.size(), longestPaste));
    const AddressParts base = partsOfAddress(baseUrl);
    Gathering gathering(base.authority);
    const QList<MailPart> parts = mailPartsOf(paste);
    bool asItStands = parts.size() != 1;
    for (const MailPart &part : parts) {
        const bool encoded = part.quotedPrintable || looksQuotedPrintable(part.text);
        gathering.read(part, encoded);
        asItStands = asItStands || encoded || part.inMail;
    }
    // What looked like a mail or like quoted-printable may have been neither.
    if (asItStands && !gathering.foundWhole()) gathering.read({paste, false, false}, false);
    return gathering.take();
}

}  // namespace latchkey
