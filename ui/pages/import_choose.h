// The import's first step: which file holds the customers, and which the subscriptions.
#pragma once

#include "ui/pages/import_run.h"

#include <QWidget>

#include <array>

class QPushButton;

namespace latchkey {

class Card;

// Files are chosen in a dialog or dropped: onto one of the two cards, or anywhere, where their names tell them apart.
class ImportChoose : public QWidget {
    Q_OBJECT
public:
    explicit ImportChoose(QWidget *parent);
    void choose(ImportKind kind, const QString &path);  // empty: leave it out
    [[nodiscard]] const ImportPaths &paths() const { return m_paths; }

signals:
    void sendWanted();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    struct Slot {
        Card *card = nullptr;
        QPushButton *choose = nullptr;
        QPushButton *remove = nullptr;
    };
    void addSlot(ImportKind kind);
    void ask(ImportKind kind);
    void showChosen(ImportKind kind);
    [[nodiscard]] Slot &slotOf(ImportKind kind) { return m_slots[static_cast<std::size_t>(kind)]; }

    ImportPaths m_paths;
    QString m_folder;  // where the last file was chosen
    std::array<Slot, 2> m_slots;
    QPushButton *m_continue;
};

}  // namespace latchkey
