// Puts links on the clipboard as a secret, and takes them off again when they die if they are still ours.
#pragma once

#include "models/domain/instant.h"

#include <QObject>
#include <QString>

class QClipboard;
class QTimer;

namespace latchkey {

class ClipboardGuard : public QObject {
    Q_OBJECT
public:
    explicit ClipboardGuard(QClipboard &clipboard, QObject *parent = nullptr);
    ~ClipboardGuard() override;  // clears what is still ours

    // HTML and plain text, marked as secret for clipboard managers; cleared after `life` if it still holds our text.
    void copySecret(const QString &plain, const QString &html, Duration life);
    // The same without a mark and without clearing: a Portal link is no secret.
    void copyPlain(const QString &plain, const QString &html = {});
    // Clears at once if the clipboard still holds what copySecret() put there (the link was used or revoked).
    void clearIfOurs();
    [[nodiscard]] bool holdsOurs() const;

signals:
    void cleared();

private:
    QClipboard &m_clipboard;
    QTimer *m_timer;
    QString m_ours;
};

}  // namespace latchkey
