// The frame of a details panel: nothing chosen, loading, an error with "Try again", or the scrolling content.
#pragma once

#include "models/domain/result.h"

#include <QWidget>

class QLabel;
class QScrollArea;
class QTimer;
class QVBoxLayout;

namespace latchkey {

class Card;
class ServiceClient;

class PanelFrame : public QWidget {
    Q_OBJECT
public:
    // Its content fades while the service is not connected.
    PanelFrame(ServiceClient &client, const QString &nothingChosen, QWidget *parent);

    [[nodiscard]] QVBoxLayout *content() const { return m_content; }
    [[nodiscard]] QWidget *contentWidget() const;
    void showNothing();
    // What is shown stays for a blink, so that walking through a list does not flicker; then "Loading…".
    void showLoading();
    void showContent(bool fromTheTop);
    void showError(const Error &error, bool keepContent);

signals:
    void tryAgainRequested();

private:
    void buildError();
    void buildContent();
    void sayInstead(const QString &sentence);

    QString m_nothingChosen;
    QLabel *m_placeholder;
    QWidget *m_errorPlace;  // the card with its margins
    Card *m_error;
    QScrollArea *m_scroll;
    QVBoxLayout *m_content = nullptr;
    QTimer *m_slow;
};

}  // namespace latchkey
