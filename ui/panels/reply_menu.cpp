// Fills the menu of replies.
#include "ui/panels/reply_menu.h"

#include "ui/desk.h"
#include "ui/snippets.h"
#include "ui/texts.h"
#include "ui/texts_context.h"
#include "ui/texts_snippets.h"

#include <QMenu>
#include <QWidget>

namespace latchkey {

namespace {

// A menu's text takes an ampersand for a key.
QString asMenuText(QString text) { return text.replace(QLatin1Char('&'), QLatin1String("&&")); }

void addReply(QMenu &menu, Desk &desk, const Snippet &snippet, const ReplyPlace &place, const QString &text) {
    QAction *action = menu.addAction(asMenuText(text));
    action->setObjectName(QStringLiteral("reply-%1").arg(snippet.id.value()));
    QObject::connect(action, &QAction::triggered, place.parent, [&desk, snippet, place] { copyAsReply(desk, snippet, place); });
}

void addSentence(QMenu &menu, const QString &sentence) {
    QAction *action = menu.addAction(asMenuText(sentence));
    action->setObjectName(QStringLiteral("replySentence"));
    action->setEnabled(false);
}

void addWhyNone(QMenu &menu, Desk &desk, const ReplyPlace &place) {
    Snippets &snippets = Snippets::of(desk);
    switch (snippets.state()) {
        case Snippets::State::Reading:
            return addSentence(menu, Desktop::tr("The replies are being read…"));
        case Snippets::State::Failed:
            addSentence(menu, Desktop::tr("The replies could not be read."));
            menu.addAction(Desktop::tr("Try again"), &snippets, &Snippets::refresh)->setObjectName(QStringLiteral("readRepliesAgain"));
            return;
        case Snippets::State::Known:
            addSentence(menu, Desktop::tr("There is no reply for a Magic link yet."));
            QObject::connect(menu.addAction(Desktop::tr("Open settings")), &QAction::triggered, place.parent,
                             [&desk] { emit desk.pageRequested(QStringLiteral("settings")); });
            return;
    }
}

}  // namespace

void fillReplyMenu(QMenu &menu, Desk &desk, const ReplyPlace &place) {
    menu.clear();
    const Snippets &snippets = Snippets::of(desk);
    const QList<Snippet> all = snippets.forUse(SnippetUse::MagicLink);
    if (all.isEmpty()) return addWhyNone(menu, desk, place);
    if (const std::optional<Snippet> last = snippets.lastUsed(SnippetUse::MagicLink)) {
        addReply(menu, desk, *last, place, Desktop::tr("%1 (%2), as last time").arg(last->title, languageName(last->language)));
        menu.addSeparator();
    }
    std::optional<Language> section;
    for (const Snippet &each : all) {
        if (section != each.language) menu.addSection(languageName(each.language));
        section = each.language;
        addReply(menu, desk, each, place, each.title);
    }
    menu.addSeparator();
    QAction *other = menu.addAction(Desktop::tr("Other reply…"));
    other->setObjectName(QStringLiteral("otherReply"));
    QObject::connect(other, &QAction::triggered, place.parent, [&desk, place] { openReplies(desk, place); });
}

}  // namespace latchkey
