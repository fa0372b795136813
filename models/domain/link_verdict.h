// What the link inspector says of a pasted text: what it undid, and of every link in it what became of it.
#pragma once

#include "models/domain/finding.h"
#include "models/domain/timeline.h"

namespace latchkey {

enum class VerdictCode { Live, Used, Expired, Revoked, VoidByEmailChange, Damaged, Unknown, OtherShop, PortalLink, Wrapped, NoLink,
                         AtShop };  // of a shop outside the house: into the store, where alone is known what became of it

// How a link's token is damaged, as far as its check characters and the store can tell.
enum class LinkDamage {
    None,
    WrongCharacter,    // one, at `damageAt`
    SwappedCharacters, // `damageAt` and the one behind it
    MissingCharacter,  // one, before `damageAt`
    ExtraCharacter,    // one, at `damageAt`
    CutOff,            // the end is missing, `damageAt` characters are left
    Unclear,
};

// What was undone between the paste and the link, in the order in which it was undone.
enum class UndoneKind {
    MailHeaders,        // the link stood in a whole e-mail; `detail` is empty
    Invisible,          // zero-width and other characters that nobody sees
    QuotedPrintable,    // "=3D" and soft line breaks (RFC 2045)
    HtmlEntities,
    LineBreak,          // a mail program had broken it over lines, or quoted it with ">"
    Brackets,           // `detail` is what was dropped around it
    TrailingCharacters, // `detail` is what was dropped behind it
    PercentEncoding,
    SafeLinks,          // Microsoft Defender
    Proofpoint,         // URL Defense, versions 1 to 3
    Mimecast,
    Barracuda,
    ClickTracker,       // `detail` is the tracker's host
    Redirect,           // a search engine's or a chat's way out
    UpperCase,
    LookAlike,          // an o or l that can only stand for 0 or 1
    SchemeAdded,        // "portal.example.com/l/…" without https://
    CheckAgrees,        // always last, of a whole token: its check characters agree
};

struct Undone {
    UndoneKind kind = UndoneKind::CheckAgrees;
    QString detail;     // never a part of the token
    int count = 1;
};

struct LinkVerdict {
    VerdictCode code = VerdictCode::NoLink;
    std::optional<LoginLink> link;  // when it is one of ours; of a damaged one: the only link that it can have been
    QString customerName;
    LinkDamage damage = LinkDamage::None;
    int damageAt = -1;              // place in the token, 0-based
    QString host;                   // of another shop's link, or of the service that wrapped it (VerdictCode::Wrapped)
    QList<Undone> undone;
    QList<TimelineEntry> timeline;
    QList<Finding> findings;        // of the link's customer: what to press now
};

// The links of one pasted text: newest first, at least one verdict.
struct LinkCheck {
    QList<LinkVerdict> verdicts;
    int further = 0;                // links beyond the twenty that are looked at
};

QString toText(VerdictCode code);
std::optional<VerdictCode> verdictCodeFromText(QStringView text);
QString toText(LinkDamage damage);
std::optional<LinkDamage> linkDamageFromText(QStringView text);
QString toText(UndoneKind kind);
std::optional<UndoneKind> undoneKindFromText(QStringView text);

}  // namespace latchkey
