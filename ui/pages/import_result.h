// What came of an import: the counts, the first refused rows with their reasons, and what can be done next.
#pragma once

#include "ui/pages/import_run.h"

#include <QWidget>

#include <array>

class QPushButton;
class QVBoxLayout;

namespace latchkey {

class Card;
class Desk;
class PlainLabel;

class ImportResult : public QWidget {
    Q_OBJECT
public:
    ImportResult(Desk &desk, ImportRun &run, QWidget *parent);
    void showRun();
    [[nodiscard]] QString sentence() const;  // how it ended, in one line
    void saveRefused(ImportKind kind, const QString &path);

signals:
    void againWanted();

private:
    struct Refusals {
        PlainLabel *title = nullptr;
        PlainLabel *rows = nullptr;
        QPushButton *save = nullptr;
    };
    void addRefusals(ImportKind kind, QVBoxLayout *column);
    void readRefused(ImportKind kind);
    void askWhereTo(ImportKind kind);
    [[nodiscard]] Refusals &refusalsOf(ImportKind kind) { return m_refusals[static_cast<std::size_t>(kind)]; }
    [[nodiscard]] QString countLines() const;

    Desk &m_desk;
    ImportRun &m_run;
    Card *m_card;
    PlainLabel *m_note;
    std::array<Refusals, 2> m_refusals;
};

}  // namespace latchkey
