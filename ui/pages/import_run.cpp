// The import's way from files to rows, one request after the other.
#include "ui/pages/import_run.h"

#include "ui/texts.h"
#include "ui/texts_context.h"

#include <QFileInfo>

#include <algorithm>

namespace latchkey {

namespace {

constexpr int firstPollMs = 150;
constexpr int longestPollMs = 1'000;

}  // namespace

ImportRun::ImportRun(ServiceClient &client, QObject *parent) : QObject(parent), m_client(client) {
    m_poll.setSingleShot(true);
    connect(&m_poll, &QTimer::timeout, this, &ImportRun::poll);
}

void ImportRun::toPhase(Phase phase) {
    m_phase = phase;
    emit changed();
}

void ImportRun::forget() {
    m_pending.cancel();
    for (const Part &part : m_parts) part.upload->cancel();
    m_parts.clear();
    m_poll.stop();
    if (m_status.id != 0) m_client.cancelImport(m_status.id, this, [](const Result<ImportStatus> &) {});
    m_status = {};
    m_stopping = false;
    m_lost = false;
}

void ImportRun::fail(Phase back, const Error &error) {
    if (back == Phase::Choosing) forget();
    toPhase(back);
    emit failed(textOf(error));
}

void ImportRun::reset() {
    forget();
    m_previews.clear();
    toPhase(Phase::Choosing);
}

void ImportRun::send(const ImportPaths &paths) {
    forget();
    ImportOffers offers;
    m_toSend = m_sent = m_sentBefore = 0;
    for (const ImportKind kind : {ImportKind::Customers, ImportKind::Subscriptions}) {
        if (paths.of(kind).isEmpty()) continue;
        auto upload = std::make_unique<FileUpload>(m_client, paths.of(kind), nullptr);
        const Result<ImportOffer> offer = upload->offer();
        if (!offer) return fail(Phase::Choosing, offer.error());
        offers.of(kind) = *offer;
        m_toSend += offer->size;
        connect(upload.get(), &FileUpload::sent, this, [this](qint64 bytes) {
            m_sent = m_sentBefore + bytes;
            emit changed();
        });
        m_parts.push_back({kind, std::move(upload), offer->size});
    }
    m_part = 0;
    toPhase(Phase::Sending);
    m_pending = m_client.openImport(offers, this, [this](const Result<ImportStatus> &opened) {
        if (!opened) return fail(Phase::Choosing, opened.error());
        m_status = *opened;
        sendNext();
    });
}

void ImportRun::sendNext() {
    if (m_part >= m_parts.size()) return look();
    const Part &part = m_parts[m_part];
    part.upload->send(m_status.id, part.kind, [this](const Result<void> &done) {
        // Queued: a failure takes the upload away that is just answering.
        QMetaObject::invokeMethod(this, [this, done] {
            if (m_phase != Phase::Sending || m_part >= m_parts.size()) return;
            if (!done) return fail(Phase::Choosing, done.error());
            m_sentBefore += m_parts[m_part].size;
            ++m_part;
            sendNext();
        }, Qt::QueuedConnection);
    });
}

void ImportRun::look() {
    m_pending = m_client.importPreview(m_status.id, this, [this](const Result<QList<ImportPreview>> &previews) {
        if (!previews) return fail(Phase::Choosing, previews.error());
        m_previews = *previews;
        toPhase(Phase::Looking);
    });
}

void ImportRun::start(const ImportMaps &maps) {
    m_pending = m_client.startImport(m_status.id, maps, this, [this](const Result<ImportStatus> &started) {
        // Whether it has begun is for the service to say.
        const bool unheard = !started && (started.error().code == ErrorCode::ServiceTimedOut || started.error().code == ErrorCode::ServiceUnreachable);
        if (unheard) return follow(m_status, started.error());
        if (!started) return fail(started.error().code == ErrorCode::NotFound ? Phase::Choosing : Phase::Looking, started.error());
        follow(*started);
    });
}

void ImportRun::follow(const ImportStatus &begun, const std::optional<Error> &unheard) {
    m_status = begun;
    m_lost = unheard.has_value();
    m_poll.setInterval(firstPollMs);
    m_poll.start();
    toPhase(Phase::Running);
    if (unheard) emit failed(textOf(*unheard));
}

void ImportRun::poll() {
    m_pending = m_client.importStatus(m_status.id, this, [this](const Result<ImportStatus> &status) { onStatus(status); });
}

void ImportRun::onStatus(const Result<ImportStatus> &status) {
    if (!status && status.error().code == ErrorCode::NotFound) {
        m_status = {};
        toPhase(Phase::Choosing);
        emit failed(Desktop::tr("The service was started anew and has lost this import. What was in already stays; import the files again for the rest."));
        return;
    }
    m_poll.setInterval(std::min(longestPollMs, m_poll.interval() * 2));
    if (!status) {
        if (!m_lost) emit failed(textOf(status.error()));
        m_lost = true;
        return m_poll.start();
    }
    m_lost = false;
    m_status = *status;
    if (m_status.state == ImportState::Running) {
        m_poll.start();
        emit changed();
        return;
    }
    m_stopping = false;
    if (m_status.state != ImportState::Uploading) return toPhase(Phase::Ended);
    toPhase(Phase::Looking);
    emit failed(Desktop::tr("The service has not heard that the import is to begin; start it again."));
}

void ImportRun::stop() {
    if (m_phase == Phase::Sending) return reset();
    if (m_phase != Phase::Running || m_stopping) return;
    m_stopping = true;
    emit changed();
    m_client.cancelImport(m_status.id, this, [this](const Result<ImportStatus> &asked) {
        if (asked || m_phase != Phase::Running) return;
        m_stopping = false;
        emit changed();
        emit failed(textOf(asked.error()));
    });
}

Pending ImportRun::refused(ImportKind kind, qint64 after, QObject *context, Answer<RefusedPage> answer) {
    return m_client.refusedRows(m_status.id, kind, after, context, std::move(answer));
}

}  // namespace latchkey
