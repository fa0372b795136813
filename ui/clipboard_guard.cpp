// Puts links on the clipboard marked as secret, and clears them on time, on request and at the end, if they are still ours.
#include "ui/clipboard_guard.h"

#include <QClipboard>
#include <QMimeData>
#include <QTimer>

namespace latchkey {

namespace {

// Each system's clipboard history has its own way of being asked to look away; the foreign ones are ignored.
void markAsSecret(QMimeData &data) {
    const QByteArray zero(4, '\0');  // a Windows DWORD
    data.setData(QStringLiteral("x-kde-passwordManagerHint"), QByteArrayLiteral("secret"));
    data.setData(QStringLiteral("application/x-nspasteboard-concealed-type"), QByteArrayLiteral("1"));
    data.setData(QStringLiteral("application/x-qt-windows-mime;value=\"ExcludeClipboardContentFromMonitorProcessing\""), QByteArrayLiteral("1"));
    data.setData(QStringLiteral("application/x-qt-windows-mime;value=\"CanIncludeInClipboardHistory\""), zero);
    data.setData(QStringLiteral("application/x-qt-windows-mime;value=\"CanUploadToCloudClipboard\""), zero);
}

QMimeData *mimeData(const QString &plain, const QString &html) {
    auto *data = new QMimeData;  // the clipboard takes it
    data->setText(plain);
    if (!html.isEmpty()) data->setHtml(html);
    return data;
}

}  // namespace

ClipboardGuard::ClipboardGuard(QClipboard &clipboard, QObject *parent) : QObject(parent), m_clipboard(clipboard), m_timer(new QTimer(this)) {
    m_timer->setSingleShot(true);
    connect(m_timer, &QTimer::timeout, this, &ClipboardGuard::clearIfOurs);
}

ClipboardGuard::~ClipboardGuard() {
    if (holdsOurs()) m_clipboard.clear();
}

void ClipboardGuard::copySecret(const QString &plain, const QString &html, Duration life) {
    QMimeData *data = mimeData(plain, html);
    markAsSecret(*data);
    m_clipboard.setMimeData(data);
    m_timer->stop();
    // Without a life the agent has switched clearing off: marked, but never taken away.
    m_ours = life.count() > 0 ? plain : QString();
    if (life.count() > 0) m_timer->start(life);
}

void ClipboardGuard::copyPlain(const QString &plain, const QString &html) {
    m_timer->stop();
    m_ours.clear();
    m_clipboard.setMimeData(mimeData(plain, html));
}

void ClipboardGuard::clearIfOurs() {
    const bool ours = holdsOurs();
    m_timer->stop();
    m_ours.clear();
    if (!ours) return;
    m_clipboard.clear();
    emit cleared();
}

bool ClipboardGuard::holdsOurs() const { return !m_ours.isEmpty() && m_clipboard.text() == m_ours; }

}  // namespace latchkey
