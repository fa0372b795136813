// The shop's own settings: its name, what is asked before a Magic link leaves, and whether name servers are asked about mail domains.
#pragma once

#include "models/domain/shop_settings.h"

#include <QWidget>

class QButtonGroup;
class QCheckBox;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace latchkey {

class Desk;
class PlainLabel;

// Each choice takes effect at once, for every desk; the name when it is saved. Roles that may not change them read them.
class SettingsShop : public QWidget {
    Q_OBJECT
public:
    SettingsShop(Desk &desk, QWidget *parent);

private:
    void addName(QVBoxLayout *column);
    void addGuard(QVBoxLayout *column);
    void addDomains(QVBoxLayout *column);
    void addImport(QVBoxLayout *column);
    void showAll();
    void rename();
    void change(const ShopSettings &wanted);
    void send();
    [[nodiscard]] bool mayChange() const;

    Desk &m_desk;
    ShopSettings m_wanted;    // what was chosen last; while a change is under way it may be newer than what was sent
    QString m_refused;        // why the agent may change nothing, as it was said last
    bool m_sending = false;
    QLineEdit *m_name = nullptr;
    QPushButton *m_saveName = nullptr;
    PlainLabel *m_nameNote = nullptr;
    QButtonGroup *m_guards = nullptr;
    QCheckBox *m_domains = nullptr;
    PlainLabel *m_note = nullptr;
    QPushButton *m_import = nullptr;
};

}  // namespace latchkey
