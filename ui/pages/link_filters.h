// What narrows the issued links: words, a state, an agent, and since when.
#pragma once

#include "services/client/service_client.h"

#include <QWidget>

class QButtonGroup;
class QComboBox;
class QLineEdit;

namespace latchkey {

class Desk;

// Reads who the agents are by itself. Owned by the list; GUI thread.
class LinkFilters : public QWidget {
    Q_OBJECT
public:
    explicit LinkFilters(Desk &desk, QWidget *parent = nullptr);
    [[nodiscard]] ServiceClient::LinksWanted wanted() const;  // without a key
    [[nodiscard]] bool isAny() const;                         // whether something narrows the list
    [[nodiscard]] QString inWords() const;                    // "state “Live”, issued by Kim, within 7 days"
    void clear();
    void focusSearch();
    bool clearSearch();  // false when there was nothing to clear
    void filterBy(int state);
    [[nodiscard]] QStringList states() const;
    void readAgents();

signals:
    void changed();
    void listWanted();  // Enter in the search field

private:
    void addStates();
    void offerStates();
    void addCombos();
    [[nodiscard]] std::optional<LinkState> state() const;
    [[nodiscard]] Instant from() const;

    Desk &m_desk;
    QLineEdit *m_search;
    QWidget *m_row;
    QButtonGroup *m_states;
    QComboBox *m_agent;
    QComboBox *m_since;
    Pending m_pending;
};

}  // namespace latchkey
