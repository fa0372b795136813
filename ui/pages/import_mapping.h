// One file of an import: its first rows, and above each column what it is to be.
#pragma once

#include "models/domain/import_preview.h"

#include <QWidget>

class QLabel;
class QTableWidget;

namespace latchkey {

class Card;
class ChoiceHeader;
class PlainLabel;

class ImportMapping : public QWidget {
    Q_OBJECT
public:
    ImportMapping(const ImportPreview &preview, QWidget *parent);
    [[nodiscard]] ImportKind kind() const { return m_preview.kind; }
    [[nodiscard]] const ImportMap &map() const { return m_map; }
    [[nodiscard]] bool isReady() const;  // nothing stands in the way

signals:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void addTable();
    void choose(int column, int word);
    void showMap();
    [[nodiscard]] QString warning() const;

    ImportPreview m_preview;
    ImportMap m_map;
    QList<ImportField> m_fields;
    Card *m_problem;
    PlainLabel *m_reading;
    QTableWidget *m_table = nullptr;
    ChoiceHeader *m_header = nullptr;
};

}  // namespace latchkey
