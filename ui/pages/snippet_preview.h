// How a reply reads with sample values: as the customer's mail program shows it, or as plain text.
#pragma once

#include "models/domain/snippet.h"

#include <QWidget>

class QButtonGroup;
class QTextBrowser;

namespace latchkey {

class Desk;

class SnippetPreview : public QWidget {
    Q_OBJECT
public:
    SnippetPreview(Desk &desk, QWidget *parent);
    void show(const Snippet &snippet);  // with a fault that stops it: empty

private:
    void refresh();
    [[nodiscard]] SnippetValues sample() const;

    Desk &m_desk;
    Snippet m_snippet;
    QButtonGroup *m_how;
    QTextBrowser *m_text;
};

}  // namespace latchkey
