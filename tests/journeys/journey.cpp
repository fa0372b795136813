// Builds the house of a story, and finds what its window shows.
#include "tests/journeys/journey.h"

#include "tests/support/minted.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QTest>

namespace latchkey {

bool waitFor(const std::function<bool()> &condition, int milliseconds) { return QTest::qWaitFor(condition, milliseconds); }

JourneyDesk::JourneyDesk(const QString &url, const AgentToken &token, QSize size) : client(QUrl(url), token), window(settings) {
    window.resize(size);
    window.show();
    window.start(client);
}

bool JourneyDesk::sees(const QString &objectName) {
    const QList<QWidget *> all = window.findChildren<QWidget *>(objectName);
    return std::any_of(all.begin(), all.end(), [](const QWidget *widget) { return widget->isVisible(); });
}

QWidget *JourneyDesk::see(const QString &objectName) {
    QWidget *found = nullptr;
    waitFor([&] {
        for (QWidget *widget : window.findChildren<QWidget *>(objectName))
            if (widget->isVisible()) found = widget;
        return found != nullptr;
    });
    return found;
}

bool JourneyDesk::click(const char *objectName) {
    auto *button = see<QAbstractButton>(objectName);
    if (button == nullptr || !button->isEnabled()) return false;
    button->click();
    return true;
}

QString JourneyDesk::words(const char *objectName) {
    QWidget *widget = see(QString::fromLatin1(objectName));
    if (widget == nullptr) return {};
    QStringList texts;
    for (const QLabel *label : widget->findChildren<QLabel *>())
        if (label->isVisible()) texts.append(label->text());
    for (const QLineEdit *value : widget->findChildren<QLineEdit *>())
        if (value->isVisible()) texts.append(value->text());
    for (const QAbstractButton *button : widget->findChildren<QAbstractButton *>())
        if (button->isVisible()) texts.append(button->text());
    return texts.join(QLatin1Char(' ')).remove(QChar(0x200b));  // where a long word may be broken
}

bool JourneyDesk::openCustomer(const QString &email, const QString &name) {
    window.openAnything(email);
    return waitFor([&] { return sees(QStringLiteral("customerPanel")) && words("customerPanel").contains(name); });
}

void JourneyDesk::key(int key, Qt::KeyboardModifiers modifiers) {
    window.activateWindow();  // a dialog may have been in front
    waitFor([this] { return window.isActiveWindow(); });
    QTest::keyClick(&window, static_cast<Qt::Key>(key), modifiers);
}

bool JourneyDesk::picture(const QString &file) {
    QTest::qWait(150);  // what was asked for arrives and is laid out
    QPixmap shown = window.grab();
    QPainter painter(&shown);
    for (QDialog *dialog : window.findChildren<QDialog *>()) {
        if (!dialog->isVisible()) continue;
        const QPixmap above = dialog->grab();
        const QPoint corner((shown.width() - above.width()) / 2, (shown.height() - above.height()) / 3);
        painter.fillRect(shown.rect(), QColor(0, 0, 0, 60));
        painter.drawPixmap(corner, above);
        painter.drawRect(QRect(corner, above.size()));
    }
    painter.end();
    return shown.save(file);
}

Journey::Journey(std::optional<ShopOptions> shop) {
    const auto bytes = m_chance.bytes<32>();
    m_token = AgentToken(QByteArray(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())).toHex());
    noteMinted(m_token.reveal());
    m_options.storePath = m_folder.filePath(QStringLiteral("shop.latchkey"));
    m_options.embeddedToken = m_token;
    m_options.embeddedAgentName = QStringLiteral("Kim Moreau");
    m_options.shopName = QStringLiteral("North Roast Coffee");
    m_options.seedDemo = !shop;
    m_options.shop = std::move(shop);
    m_options.clock = &clock;
    startService();
}

bool Journey::startService() {
    Result<std::unique_ptr<RunningService>> started = RunningService::start(m_options);
    if (!started) return false;
    m_service = std::move(*started);
    m_options.port = m_service->port();
    return true;
}

}  // namespace latchkey
