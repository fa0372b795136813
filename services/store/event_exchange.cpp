// Writes events as "name kind customer link at" rows, and waits on the connection's socket for those of others.
#include "services/store/event_exchange.h"

#include "services/runtime/process_hygiene.h"
#include "services/store/postgres_connection.h"

#include <poll.h>
#include <unistd.h>

namespace latchkey {

namespace {

// NOTIFY takes less than 8,000 bytes; a batch that has more to say makes every desk read again.
constexpr int mostEvents = 100;
constexpr int pauseMs = 250;

QByteArray lineOf(const Event &event) {
    return toText(event.kind).toLatin1() + ' ' + QByteArray::number(event.customer.value()) + ' ' + QByteArray::number(event.link.value()) + ' ' +
           QByteArray::number(event.at.milliseconds());
}

std::optional<Event> eventIn(const QByteArray &line) {
    const QList<QByteArray> words = line.split(' ');
    const std::optional<EventKind> kind = eventKindFromText(QString::fromLatin1(words.value(0)));
    if (!kind || words.size() != 4) return std::nullopt;
    return Event{*kind, CustomerId(words[1].toLongLong()), LinkId(words[2].toLongLong()), Instant(words[3].toLongLong())};
}

QByteArray nameOf(Connection &db) {
    Statement drawn = db.prepare("SELECT gen_random_uuid()::text");
    return drawn.step() ? drawn.blob(0) : QByteArray();
}

}  // namespace

Result<std::unique_ptr<EventExchange>> EventExchange::open(const QString &url, const Clock &clock, Heard heard) {
    Result<std::unique_ptr<Connection>> db = Connection::open(url, OpenMode::ReadOnly);
    if (!db) return tl::unexpected<Error>(db.error());
    std::unique_ptr<EventExchange> exchange(new EventExchange(std::move(*db), clock, std::move(heard)));
    if (!exchange->listen()) return fail(ErrorCode::StoreUnreachable);
    if (::pipe(exchange->m_wake) != 0) return fail(ErrorCode::StoreFailed, QStringLiteral("pipe"));
    exchange->m_thread = std::thread([e = exchange.get()] { e->loop(); });
    return exchange;
}

EventExchange::EventExchange(std::unique_ptr<Connection> db, const Clock &clock, Heard heard)
    : m_db(std::move(db)), m_clock(clock), m_heard(std::move(heard)), m_name(nameOf(*m_db)) {}

EventExchange::~EventExchange() {
    if (m_thread.joinable()) {
        const char end = 0;
        [[maybe_unused]] const ssize_t written = ::write(m_wake[1], &end, 1);
        m_thread.join();
    }
    for (const int end : m_wake)
        if (end >= 0) ::close(end);
}

bool EventExchange::listen() { return m_db->execute("LISTEN latchkey").has_value(); }

Result<void> EventExchange::tell(Connection &db, const QList<Event> &events) {
    if (events.isEmpty()) return {};
    QByteArray text = m_name;
    if (events.size() > mostEvents) text += '\n' + lineOf(Event{EventKind::DirectoryChanged, {}, {}, m_clock.now()});
    else
        for (const Event &event : events) text += '\n' + lineOf(event);
    Statement notify = db.prepare("SELECT pg_notify('latchkey', ?)");
    const Result<qint64> told = notify.bindText({text.constData(), static_cast<std::size_t>(text.size())}).run();
    if (!told) return tl::unexpected<Error>(told.error());
    return {};
}

void EventExchange::take(const std::string &text) {
    QList<QByteArray> lines = QByteArray::fromStdString(text).split('\n');
    if (lines.takeFirst() == m_name) return;
    QList<Event> events;
    for (const QByteArray &line : std::as_const(lines))
        if (const std::optional<Event> event = eventIn(line)) events.append(*event);
    if (!events.isEmpty()) m_heard(events);
}

void EventExchange::loop() {
    nameThisThread("events");
    PostgresConnection &db = *postgresOf(*m_db);
    int listeningOn = db.generation();
    for (;;) {
        const bool there = db.ready();
        if (there && db.generation() != listeningOn && listen()) {
            listeningOn = db.generation();
            m_heard({Event{EventKind::DirectoryChanged, {}, {}, m_clock.now()}});
        }
        // A server may be there and refuse to be listened to: a standby does, until it is promoted.
        const bool hears = there && db.generation() == listeningOn;
        pollfd places[2] = {{m_wake[0], POLLIN, 0}, {there ? db.socket() : -1, POLLIN, 0}};
        if (::poll(places, 2, hears ? -1 : pauseMs) < 0) continue;
        if (places[0].revents != 0) return;
        if (!there) continue;
        for (const std::string &text : db.takeNotifications()) take(text);
    }
}

}  // namespace latchkey
