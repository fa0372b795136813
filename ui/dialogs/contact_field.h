// One line of the contact dialog: a label, a field that is checked as one types, what is wrong, and the likely correction.
#pragma once

#include <QWidget>

#include <functional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace latchkey {

struct FieldHint {
    QString sentence;  // empty when there is nothing to say
    bool malformed = false;
    QString suggestion;  // offered as a button
};

class ContactField : public QWidget {
    Q_OBJECT
public:
    using Check = std::function<FieldHint(const QString &)>;
    ContactField(const QString &label, const QString &objectName, const QString &onFile, Check check, QWidget *parent);

    [[nodiscard]] QString text() const;  // without the blanks around it
    void setText(const QString &text);
    [[nodiscard]] bool isChanged() const;
    // What is on file may be malformed; only what the agent typed stands in the way of saving.
    [[nodiscard]] bool blocksSaving() const { return isChanged() && m_hint.malformed; }
    void setOnFile(const QString &text) { m_onFile = text; }
    // From now on it is read and copied only, and keeps no room for what is wrong with what one types.
    void setFixed();
    [[nodiscard]] QLineEdit *edit() const { return m_edit; }
    [[nodiscard]] QPushButton *suggestion() const { return m_use; }

signals:
    void edited();

private:
    void recheck();

    QString m_onFile;
    Check m_check;
    FieldHint m_hint;
    QLineEdit *m_edit;
    QLabel *m_sentence;
    QPushButton *m_use;
};

}  // namespace latchkey
