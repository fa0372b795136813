// What "Check a link" undid between the paste and the link, a line each.
#include "ui/texts.h"

#include "ui/texts_context.h"

namespace latchkey {

namespace {

QString times(const QString &once, int count) { return count > 1 ? Desktop::tr("%1 (%2 times)").arg(once, QString::number(count)) : once; }

QString once(const Undone &undone) {
    switch (undone.kind) {
        case UndoneKind::MailHeaders:
            return Desktop::tr("Found inside a whole e-mail");
        case UndoneKind::Invisible:
            return Desktop::tr("Invisible characters dropped");
        case UndoneKind::QuotedPrintable:
            return Desktop::tr("Quoted-printable undone (“=” at the ends of lines, “=3D”)");
        case UndoneKind::HtmlEntities:
            return Desktop::tr("HTML entities undone (“&amp;”)");
        case UndoneKind::LineBreak:
            return Desktop::tr("Line break mended");
        case UndoneKind::Brackets:
            return undone.detail.isEmpty() ? Desktop::tr("Brackets dropped") : Desktop::tr("Brackets “%1” dropped").arg(undone.detail.left(24));
        case UndoneKind::TrailingCharacters:
            return undone.detail.isEmpty() ? Desktop::tr("Trailing characters dropped") : Desktop::tr("Trailing “%1” dropped").arg(undone.detail.left(24));
        case UndoneKind::PercentEncoding:
            return Desktop::tr("Percent-encoding undone");
        case UndoneKind::SafeLinks:
            return Desktop::tr("Link-protection wrapper removed (Microsoft Safe Links)");
        case UndoneKind::Proofpoint:
            return Desktop::tr("Link-protection wrapper removed (Proofpoint)");
        case UndoneKind::Mimecast:
            return Desktop::tr("Link-protection wrapper removed (Mimecast)");
        case UndoneKind::Barracuda:
            return Desktop::tr("Link-protection wrapper removed (Barracuda)");
        case UndoneKind::ClickTracker:
            return undone.detail.isEmpty() ? Desktop::tr("Click tracking removed") : Desktop::tr("Click tracking of %1 removed").arg(undone.detail.left(60));
        case UndoneKind::Redirect:
            return undone.detail.isEmpty() ? Desktop::tr("Redirect removed") : Desktop::tr("Redirect of %1 removed").arg(undone.detail.left(60));
        case UndoneKind::UpperCase:
            return Desktop::tr("Capital letters made small");
        case UndoneKind::LookAlike:
            return Desktop::tr("An “o” or “l” read as the 0 or 1 that it can only be");
        case UndoneKind::SchemeAdded:
            return Desktop::tr("Missing “https://” added");
        case UndoneKind::CheckAgrees:
            return Desktop::tr("Check characters agree: the link is whole");
    }
    return {};
}

}  // namespace

QString textOf(const Undone &undone) { return times(once(undone), undone.count); }

}  // namespace latchkey
