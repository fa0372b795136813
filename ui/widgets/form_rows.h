// The rows of a form: a label at the left, a field, a choice or a secret beside it, and below it what it is for or what is wrong with it.
#pragma once

#include "models/domain/secret.h"

#include <QWidget>

#include <optional>

class QButtonGroup;
class QLabel;
class QLineEdit;
class QPushButton;
class QHBoxLayout;

namespace latchkey {

class FlowLayout;

class FormRow : public QWidget {
    Q_OBJECT
public:
    FormRow(const QString &label, QWidget *parent);
    void setHint(const QString &sentence);   // shown while nothing is wrong
    void setWrong(const QString &sentence);  // empty: nothing is
    [[nodiscard]] bool isWrong() const { return !m_wrong.isEmpty(); }
    virtual void setEditable(bool editable) = 0;
    virtual void takeFocus() = 0;

signals:
    void edited();  // by the person at the keyboard only

protected:
    [[nodiscard]] QHBoxLayout *line() const { return m_line; }
    [[nodiscard]] const QString &label() const { return m_label; }
    virtual void describe(const QString &sentence) = 0;  // for who does not see it

private:
    void showNote();

    QString m_label;
    QString m_hint;
    QString m_wrong;
    QHBoxLayout *m_line;
    QLabel *m_note;
};

class FormField : public FormRow {
    Q_OBJECT
public:
    FormField(const QString &label, const QString &objectName, QWidget *parent);
    [[nodiscard]] QString text() const;  // without the blanks around it
    void setText(const QString &text);
    [[nodiscard]] QLineEdit *edit() const { return m_edit; }
    void addBeside(QWidget *widget);
    void setEditable(bool editable) override;
    void takeFocus() override;

protected:
    void describe(const QString &sentence) override;

private:
    QLineEdit *m_edit;
};

// Is written, never read: says only that there is one.
class FormSecret : public FormField {
    Q_OBJECT
public:
    FormSecret(const QString &label, const QString &objectName, QWidget *parent);
    void setSaved(bool saved);                               // and forgets what was typed
    [[nodiscard]] std::optional<ShopSecret> change() const;  // nothing: as it is; an empty one: away with it
    [[nodiscard]] bool willBeThere() const;
    void setEditable(bool editable) override;

private:
    void showState();

    QPushButton *m_clear;
    bool m_saved = false;
    bool m_cleared = false;
    bool m_editable = true;
};

class FormChoice : public FormRow {
    Q_OBJECT
public:
    FormChoice(const QString &label, const QString &objectName, QWidget *parent);
    void add(int value, const QString &text);  // the button is called by the row's name and its number
    [[nodiscard]] int value() const;
    void setValue(int value);
    void setEditable(bool editable) override;
    void takeFocus() override;

protected:
    void describe(const QString &sentence) override;

private:
    QString m_name;
    QWidget *m_chips;
    FlowLayout *m_flow;
    QButtonGroup *m_group;
};

}  // namespace latchkey
