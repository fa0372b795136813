// What the forms of letters and of texts share: rows by the name of their setting, what is wrong with them, and whether they were edited.
#pragma once

#include "services/client/service_client.h"
#include "ui/widgets/form_rows.h"

class QVBoxLayout;

namespace latchkey {

class DeliveryForm : public QWidget {
    Q_OBJECT
public:
    explicit DeliveryForm(QWidget *parent);

    void show(const DeliverySetup &setup);  // drops what was edited
    virtual void writeTo(ServiceClient::DeliveryChange &change) const = 0;
    [[nodiscard]] virtual bool leaves() const = 0;  // by the route that is chosen, saved or not
    // Marks what cannot be right; false, with the focus on the first of it, when there is any.
    bool check();
    // The service's word about one setting ("mail-from", or with more behind it); false when it is none of these rows.
    bool refuse(const QString &detail);
    void setEditable(bool editable);
    [[nodiscard]] bool isEdited() const { return m_edited; }

signals:
    void edited();

protected:
    FormField *addField(const QString &setting, const QString &label, const QString &objectName);
    FormSecret *addSecret(const QString &setting, const QString &label, const QString &objectName);
    FormChoice *addChoice(const QString &setting, const QString &label, const QString &objectName);
    virtual void fill(const DeliverySetup &setup) = 0;
    virtual void arrange() = 0;    // shows the rows that the chosen route needs
    virtual void checkRows() = 0;  // of those, sets what is wrong
    void checkNumber(FormField *field, int least, int most);

private:
    void keep(const QString &setting, FormRow *row);

    QVBoxLayout *m_column;
    QList<QPair<QString, FormRow *>> m_rows;
    bool m_edited = false;
};

}  // namespace latchkey
