// Keeps the replies and puts those that were used last first.
#include "ui/snippets.h"

#include "ui/desk.h"
#include "ui/desk_settings.h"

#include <algorithm>
#include <tuple>

namespace latchkey {

Snippets &Snippets::of(Desk &desk) {
    auto *snippets = desk.findChild<Snippets *>(QString(), Qt::FindDirectChildrenOnly);
    return snippets != nullptr ? *snippets : *new Snippets(desk);
}

Snippets::Snippets(Desk &desk) : QObject(&desk), m_desk(desk) {
    connect(&desk.client, &ServiceClient::happened, this, [this](const Event &event) {
        if (event.kind == EventKind::ShopChanged) refresh();
    });
    connect(&desk.client, &ServiceClient::reachableChanged, this, [this](bool reachable) {
        if (reachable && m_state == State::Failed) refresh();
    });
    refresh();
}

void Snippets::refresh() {
    m_pending.cancel();
    m_pending = m_desk.client.snippets(this, [this](const Result<QList<Snippet>> &answer) { onRead(answer); });
}

void Snippets::onRead(const Result<QList<Snippet>> &answer) {
    if (answer) {
        m_state = State::Known;
        m_all = *answer;
        std::sort(m_all.begin(), m_all.end(), [](const Snippet &a, const Snippet &b) {
            return std::forward_as_tuple(a.use, a.language, a.title, a.id) < std::forward_as_tuple(b.use, b.language, b.title, b.id);
        });
    } else {
        m_state = State::Failed;
        m_error = answer.error();
    }
    emit changed();
}

QList<Snippet> Snippets::forUse(SnippetUse use) const {
    QList<Snippet> all = m_all;
    all.removeIf([use](const Snippet &each) { return each.use != use; });
    return all;
}

std::optional<Snippet> Snippets::find(SnippetId id) const {
    const auto found = std::find_if(m_all.cbegin(), m_all.cend(), [id](const Snippet &each) { return each.id == id; });
    return found == m_all.cend() ? std::nullopt : std::optional(*found);
}

std::optional<Snippet> Snippets::lastUsed(SnippetUse use) const {
    for (const qint64 id : std::as_const(m_desk.settings.lastReplies))
        if (const std::optional<Snippet> found = find(SnippetId(id)); found && found->use == use) return found;
    return {};
}

std::optional<Snippet> Snippets::preferred(SnippetUse use) const {
    std::optional<Language> language;
    for (const qint64 id : std::as_const(m_desk.settings.lastReplies)) {
        if (language) break;
        if (const std::optional<Snippet> found = find(SnippetId(id))) language = found->language;
    }
    const std::optional<Snippet> last = lastUsed(use);
    if (last && last->language == language) return last;
    const QList<Snippet> all = forUse(use);
    for (const Snippet &each : all)
        if (each.language == language) return each;
    if (last) return last;
    return all.isEmpty() ? std::nullopt : std::optional(all.first());
}

void Snippets::used(SnippetId id) {
    constexpr qsizetype remembered = 12;
    QList<qint64> &last = m_desk.settings.lastReplies;
    if (!id.isValid() || (!last.isEmpty() && last.first() == id.value())) return;
    last.removeAll(id.value());
    last.prepend(id.value());
    last.resize(qMin(last.size(), remembered));
    saveSettings(m_desk.settings);
}

}  // namespace latchkey
