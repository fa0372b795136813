// Edits one reply: title, what it is for, language and text, with what is wrong with it and how it reads.
#pragma once

#include "models/domain/result.h"
#include "models/domain/snippet.h"
#include "services/client/service_client.h"

#include <QWidget>

class QMenu;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace latchkey {

class Card;
class Desk;
class FormChoice;
class FormField;
class PlainLabel;
class SnippetPreview;

class SnippetEditor : public QWidget {
    Q_OBJECT
public:
    SnippetEditor(Desk &desk, QWidget *parent);

    void show(const Snippet &snippet, bool edited = false);  // drops what was edited; `edited`: a new one, worth saving as it is
    void setEditable(bool editable);
    void takeFocus();
    [[nodiscard]] SnippetId current() const { return m_saved.id; }
    [[nodiscard]] bool isEdited() const { return m_edited; }

signals:
    void editedChanged();
    void saved(const latchkey::Snippet &snippet);
    void discarded();

private:
    void buildForm(QVBoxLayout *column);
    void buildBody(QVBoxLayout *column);
    void buildConflict(QVBoxLayout *column);
    void buildButtons(QVBoxLayout *column);
    void fill(const Snippet &snippet);
    void onEdited();
    void setEdited(bool edited);
    void showState();
    void insert(SnippetVariable variable);
    void save();
    void onSaved(const Result<Snippet> &answer);
    void readTheirs();
    void showConflict(const std::optional<Snippet> &theirs);
    void fail(const QString &sentence);
    [[nodiscard]] Snippet written() const;

    Desk &m_desk;
    Snippet m_saved;  // as the service has it; of a new one without an id
    std::optional<Snippet> m_theirs;
    bool m_edited = false;
    bool m_editable = true;
    bool m_busy = false;
    bool m_filling = false;
    FormField *m_title = nullptr;
    FormChoice *m_use = nullptr;
    FormChoice *m_language = nullptr;
    QPushButton *m_insert = nullptr;
    QPlainTextEdit *m_body = nullptr;
    PlainLabel *m_fault = nullptr;
    SnippetPreview *m_preview = nullptr;
    Card *m_conflict = nullptr;
    QPlainTextEdit *m_theirText = nullptr;
    QPushButton *m_keepMine = nullptr;
    QPushButton *m_takeTheirs = nullptr;
    Card *m_error = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_discard = nullptr;
    Pending m_pending;
};

}  // namespace latchkey
