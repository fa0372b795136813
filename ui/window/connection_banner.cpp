// Counts the seconds to the next try; a screen reader hears only that the connection was lost, and that it is back.
#include "ui/window/connection_banner.h"

#include "services/client/local_time.h"
#include "services/client/service_client.h"
#include "ui/actions/announce.h"
#include "ui/panels/labels.h"
#include "ui/texts_connection.h"
#include "ui/widgets/card.h"

#include <QPushButton>
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
    m_card->body()->addWidget(m_next);
    connect(m_card->addButton(tr("Try now"), QStringLiteral("tryNow")), &QPushButton::clicked, this, [this] { m_client.tryNow(); });
    m_settings = m_card->addButton(tr("Connection settings"), QStringLiteral("connectionSettings"));
    connect(static_cast<QPushButton *>(m_settings), &QPushButton::clicked, this, &ConnectionBanner::settingsWanted);
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
    const QString why = textOf(state.trouble, m_client.url());
    m_card->setTitle(title);
    m_card->setText(state.heardAt.isSet() ? tr("What you see may be old, and nothing can be changed. %1").arg(why) : why);
    m_settings->setVisible(state.trouble.kind == TroubleKind::TokenRefused || isAboutCertificate(state.trouble.kind));
    showNext();
    if (!m_second.isActive()) m_second.start();
    show();
    if (!wasShown) announce(this, title);
}

void ConnectionBanner::showNext() { m_next->setPlain(nextTryText(m_client.connection())); }

}  // namespace latchkey
