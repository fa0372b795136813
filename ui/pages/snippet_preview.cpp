// Fills a reply in with sample values.
#include "ui/pages/snippet_preview.h"

#include "ui/desk.h"
#include "ui/panels/labels.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace latchkey {

SnippetPreview::SnippetPreview(Desk &desk, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_how(new QButtonGroup(this)), m_text(new QTextBrowser(this)) {
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(new PlainLabel(tr("Preview"), LabelRole::Muted, this), 1);
    const auto add = [&](const QString &text, const QString &name) {
        QPushButton *button = filterButton(text, name, this);
        button->setAccessibleName(tr("Preview: %1").arg(text));
        m_how->addButton(button, static_cast<int>(m_how->buttons().size()));
        row->addWidget(button);
    };
    add(tr("As it looks"), QStringLiteral("previewLook"));
    add(tr("Plain text"), QStringLiteral("previewPlain"));
    m_how->button(0)->setChecked(true);
    m_text->setObjectName(QStringLiteral("snippetPreview"));
    m_text->setAccessibleName(tr("Preview of the reply with sample values"));
    m_text->setOpenLinks(false);  // they lead nowhere
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(150);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addLayout(row);
    column->addWidget(m_text);
    connect(m_how, &QButtonGroup::idClicked, this, &SnippetPreview::refresh);
    connect(&desk, &Desk::meChanged, this, &SnippetPreview::refresh);
}

SnippetValues SnippetPreview::sample() const {
    const bool house = m_desk.me.shopKind == ShopKind::House;
    const QString portal = m_desk.me.portalUrl.isEmpty() ? QStringLiteral("https://portal.example.com") : m_desk.me.portalUrl;
    SnippetValues values;
    values.firstName = QStringLiteral("Amélie");
    values.name = QStringLiteral("Amélie Durand");
    values.link = portal + (house ? QStringLiteral("/l/k7qm2x9tb4n0…") : QStringLiteral("?k7qm2x9tb4n0…"));
    values.linkLives = linkLivesIn(m_snippet.language, m_desk.me.policy.linkLife.count());
    values.portalLink = house ? portal + QStringLiteral("/login") : portal;  // of a shop outside the house it is the login page already
    values.codeSteps = codeStepsIn(m_snippet.language, values.portalLink, QStringLiteral("a••••@example.com"), QStringLiteral("78"), m_desk.me.policy.codeDigits);
    values.agentName = m_desk.me.agent.name.isEmpty() ? tr("Your name") : m_desk.me.agent.name;
    values.shopName = m_desk.me.shopName.isEmpty() ? tr("Your shop") : m_desk.me.shopName;
    return values;
}

void SnippetPreview::show(const Snippet &snippet) {
    m_snippet = snippet;
    refresh();
}

void SnippetPreview::refresh() {
    const SnippetText text = renderSnippet(m_snippet, sample());
    if (m_how->checkedId() == 1) {
        m_text->setFont(monospaceFont());
        return m_text->setPlainText(text.plain);
    }
    m_text->setFont(font());
    m_text->setHtml(text.html);
}

}  // namespace latchkey
