// Pieces grow while they go quickly and shrink while they go slowly, so that none of them takes as long as the service waits.
#include "services/client/file_upload.h"

#include <algorithm>
#include <utility>

namespace latchkey {

namespace {

constexpr qsizetype smallestPiece = 32 * 1024;
constexpr qsizetype firstPiece = 256 * 1024;
constexpr qsizetype largestPiece = 1024 * 1024;  // the service takes no longer ones
constexpr qint64 quickMs = 300;
constexpr qint64 slowMs = 2'000;

}  // namespace

FileUpload::FileUpload(ServiceClient &client, const QString &path, QObject *parent) : QObject(parent), m_client(client), m_file(path), m_piece(firstPiece) {}

Result<ImportOffer> FileUpload::offer() {
    m_offered = QFileInfo(m_file.fileName());
    m_offered.setCaching(true);
    if (!m_offered.isFile() || !m_file.open(QIODevice::ReadOnly)) return fail(ErrorCode::FileUnreadable, m_offered.fileName());
    // Asked for now, so that it is remembered.
    (void)m_offered.lastModified();
    return ImportOffer{m_offered.fileName().right(255), m_offered.size()};
}

bool FileUpload::isAsItWas() const {
    const QFileInfo now(m_file.fileName());
    return now.size() == m_offered.size() && now.lastModified() == m_offered.lastModified();
}

void FileUpload::send(qint64 import, ImportKind kind, Answer<void> answer) {
    m_import = import;
    m_kind = kind;
    m_answer = std::move(answer);
    m_at = 0;
    next();
}

void FileUpload::cancel() {
    m_answer = {};
    m_pending.cancel();
}

void FileUpload::end(const Result<void> &how) {
    m_file.close();
    if (const Answer<void> answer = std::exchange(m_answer, {})) answer(how);
}

void FileUpload::next() {
    if (!isAsItWas()) return end(fail(ErrorCode::FileChanged, m_offered.fileName()));
    if (m_at >= m_offered.size()) return end({});
    if (!m_file.seek(m_at)) return end(fail(ErrorCode::FileUnreadable, m_offered.fileName()));
    const QByteArray piece = m_file.read(std::min<qint64>(m_piece, m_offered.size() - m_at));
    if (piece.isEmpty()) return end(fail(ErrorCode::FileUnreadable, m_offered.fileName()));
    m_timer.start();
    m_pending = m_client.uploadPiece(m_import, m_kind, m_at, piece, this, [this, length = piece.size()](const Result<ImportStatus> &done) {
        if (!m_answer) return;
        if (!done) return end(tl::unexpected(done.error()));
        m_at += length;
        if (m_timer.elapsed() < quickMs) m_piece = std::min(largestPiece, m_piece * 2);
        if (m_timer.elapsed() > slowMs) m_piece = std::max(smallestPiece, m_piece / 2);
        emit sent(m_at);
        next();
    });
}

}  // namespace latchkey
