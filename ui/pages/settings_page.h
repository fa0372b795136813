// The page Settings: look, clipboard, the connection, the shop, replies, how letters and texts leave, keys, and what this program is.
#pragma once

#include <QWidget>

class QButtonGroup;
class QVBoxLayout;

namespace latchkey {

class Desk;
class SettingsDelivery;
class SettingsSnippets;

class SettingsPage : public QWidget {
    Q_OBJECT
public:
    explicit SettingsPage(Desk &desk, QWidget *parent = nullptr);
    void refresh();    // reads anew what the service holds; what is edited stays
    void showTheme();  // the palette may have chosen another

signals:
    void themeChosen();
    void shortcutsWanted();

private:
    void addTheme(QVBoxLayout *column);
    void addClipboard(QVBoxLayout *column);
    void addAbout(QVBoxLayout *column);
    void save();

    Desk &m_desk;
    QButtonGroup *m_themes = nullptr;
    SettingsDelivery *m_delivery = nullptr;
    SettingsSnippets *m_snippets = nullptr;
};

}  // namespace latchkey
