// Counts the seconds to the next try; a screen reader hears only that the connection was lost, and that it is back.
#include "ui/window/connection_banner.h"

#include "services/client/local_time.h"
#include "services/client/service_client.h"
#include "ui/actions/announce.h"
#include "ui/panels/labels.h"
#include "ui/texts_connection.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"

#include <QVBoxLayout>

namespace latchkey {

ConnectionBanner::ConnectionBanner(ServiceClient &client, QWidget *parent)
    : QWidget(parent), m_client(client), m_card(new Card(Tone::Warning, this)), m_next(new PlainLabel({}, LabelRole::Muted, m_card)) {
    setObjectName(QStringLiteral("connectionBanner"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *margins = new QVBoxLayout(this);
    margins->setContentsMargins(16, 12, 16, 2);
    margins->addWidget(m_card);
    m_next->setObjectName(QStringLiteral("nextTry"));
    m_next->setContentsMargins(0, 4, 0, 0);
    m_card->body()->addWidget(m_next);
    m_settings = plainButton(tr("Connection settings"), QStringLiteral("connectionSettings"), m_card);
    QPushButton *now = plainButton(tr("Try now"), QStringLiteral("tryNow"), m_card);
    m_card->setCorner(m_settings);
    m_card->setCorner(now);
    connect(m_settings, &QPushButton::clicked, this, &ConnectionBanner::settingsWanted);
    connect(now, &QPushButton::clicked, this, [this] { m_client.tryNow(); });
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &ConnectionBanner::showNext);
    connect(&m_client, &ServiceClient::connectionChanged, this, &ConnectionBanner::follow);
    hide();
    follow();
}

void ConnectionBanner::follow() {
    const ConnectionState state = m_client.connection();
    const bool wasShown = !isHidden();
    if (state.connected) {
        m_second.stop();
        if (wasShown) announce(this, tr("Connected again."));
        return hide();
    }
    const QString title = notConnectedTitle(state.heardAt, localTime());
    const bool mendedHere = state.trouble.kind == TroubleKind::TokenRefused || isAboutCertificate(state.trouble.kind);
    const QString why = textOf(state.trouble, m_client.url());
    m_card->setTitle(title);
    // A network that is down for a minute needs no advice while one works; it is in the tooltip.
    m_card->setText(mendedHere || !state.heardAt.isSet() ? why : QString());
    m_card->setToolTip(why);
    m_settings->setVisible(mendedHere);
    showNext();
    if (!m_second.isActive()) m_second.start();
    show();
    if (!wasShown) announce(this, title);
}

void ConnectionBanner::showNext() {
    const ConnectionState state = m_client.connection();
    const QString next = nextTryText(state);
    m_next->setPlain(state.heardAt.isSet() ? tr("What you see may be old, and nothing can be changed. %1").arg(next) : next);
}

}  // namespace latchkey
