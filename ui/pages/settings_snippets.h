// The replies in the settings: the list of them, new ones, copies, deleting, and the chosen one to edit.
#pragma once

#include "models/domain/snippet.h"
#include "services/client/service_client.h"

#include <QStandardItemModel>
#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace latchkey {

class Card;
class Desk;
class PlainLabel;
class RowsView;
class SnippetEditor;

class SettingsSnippets : public QWidget {
    Q_OBJECT
public:
    SettingsSnippets(Desk &desk, QWidget *parent);
    void refresh();  // reads anew what the service holds; what is edited stays

private:
    void buildList(QVBoxLayout *column);
    void buildCards(QVBoxLayout *column);
    void showList();
    void showState();
    void choose(SnippetId id);
    void onChosen();
    void add(const Snippet &draft);
    void askToDelete();
    void remove();
    [[nodiscard]] bool mayChange() const;
    [[nodiscard]] SnippetId chosen() const;

    Desk &m_desk;
    QStandardItemModel m_rows;
    PlainLabel *m_why;
    Card *m_error = nullptr;
    Card *m_question = nullptr;
    RowsView *m_view = nullptr;
    QPushButton *m_new = nullptr;
    QPushButton *m_duplicate = nullptr;
    QPushButton *m_delete = nullptr;
    SnippetEditor *m_editor;
    SnippetId m_asked;  // which one the question is about
    bool m_filling = false;
};

}  // namespace latchkey
