// Posts, reads, waits and asks again.
#include "services/shops/skio/graphql_line.h"

#include "services/shops/skio/http_times.h"
#include "services/shops/skio/secret_text.h"

#include <QJsonDocument>

#include <algorithm>
#include <atomic>

namespace latchkey {

namespace {

constexpr qsizetype longestAnswer = 8 * 1024 * 1024;
constexpr std::chrono::seconds firstPause{2};
// The longest that a shop may ask for; then it is asked again.
constexpr Duration longestOfRate = std::chrono::minutes(15);
constexpr Duration longestOfFailure = std::chrono::minutes(5);

}  // namespace

struct GraphqlLine::Once {
    GraphqlRead read;
    GraphqlAnswer answer;
};

GraphqlLine::GraphqlLine(Setup setup) : m_setup(std::move(setup)), m_pacer({m_setup.clock, m_setup.sleep, m_setup.perSecond, m_setup.inFlight}) {
    m_hidden.emplace_back(m_setup.token.reveal());
}

GraphqlLine::~GraphqlLine() = default;

GraphqlFault GraphqlLine::made(ShopFault fault, std::optional<Instant> retryAt) const {
    GraphqlFault made;
    made.trouble.fault = fault;
    made.trouble.speaker = m_setup.speaker;
    made.trouble.retryAt = retryAt;
    return made;
}

// A connection that a change goes over is used for that alone: over a kept one the library might send it twice.
std::unique_ptr<HttpLine> GraphqlLine::takeLine() {
    const std::scoped_lock lock(m_mutex);
    if (m_idle.empty()) return std::make_unique<HttpLine>();
    std::unique_ptr<HttpLine> line = std::move(m_idle.back());
    m_idle.pop_back();
    return line;
}

void GraphqlLine::keepLine(std::unique_ptr<HttpLine> line) {
    const std::scoped_lock lock(m_mutex);
    m_idle.push_back(std::move(line));
}

GraphqlLine::Once GraphqlLine::askOnce(const GraphqlAsk &question, const QByteArray &body, const std::stop_token &stop) {
    std::atomic<bool> stopped{false};
    const std::stop_callback onStop(stop, [&stopped] { stopped = true; });
    HttpPost post;
    post.url = m_setup.endpoint;
    post.headers = {"Content-Type: application/json", "Accept: application/json", m_setup.tokenHeader + m_setup.token.reveal()};
    post.body = body;
    post.patience = m_setup.timeout;
    post.stop = &stopped;
    post.longestAnswer = longestAnswer;
    HttpAnswer answer;
    if (question.expected.isMutation) {
        answer = sendPost(post);
    } else {
        std::unique_ptr<HttpLine> line = takeLine();
        answer = sendPost(post, line.get());
        keepLine(std::move(line));
    }
    wipe(post.headers.last());
    Once once;
    once.answer.ours = m_setup.clock.now();
    once.answer.theirs = instantFromHttpDate(answer.date);
    if (!question.secretKey.isEmpty()) once.answer.link = cutOut(answer.body, question.secretKey.toLatin1());
    once.read = readGraphql(answer, question.expected, m_setup.speaker, m_hidden, once.answer.ours);
    // Whoever stops us ended the transfer; a change that was under way may have been made all the same.
    if (stopped && !once.read && once.read.error().trouble.fault != ShopFault::Uncertain) once.read = tl::unexpected<GraphqlFault>(made(ShopFault::Stopped));
    return once;
}

// Ours is 2, 4, 8 … 60 seconds and up to a quarter more, so that several services do not come back at the same moment. What the shop asks for
// holds for everybody, within reason: one odd answer must not stop everything for a day, and none lets us ask again without any pause. A rate is
// everybody's in any case; of a failure only what the shop asks for is, since ours grows with a sync's tries.
GraphqlLine::Pause GraphqlLine::pauseFor(int repeat, const ShopTrouble &after) {
    const Duration whole = std::min(std::chrono::seconds(60), firstPause * (1 << std::min(repeat, 5)));
    const Duration own = whole + Duration(static_cast<qint64>(m_setup.chance.below(static_cast<std::uint64_t>(whole.count() / 4))));
    const bool isRate = after.fault == ShopFault::TooFast;
    if (!after.retryAt) return {own, isRate ? own : Duration(0)};
    const Duration asked = std::min(*after.retryAt - m_setup.clock.now(), isRate ? longestOfRate : longestOfFailure);
    if (!isRate) return {std::max(own, asked), std::max<Duration>(firstPause, asked)};
    const Duration pause = asked > Duration(0) ? asked : own;
    return {pause, pause};
}

// What the shop says to one of us holds for all.
void GraphqlLine::pauseAll(ShopFault why, Instant until) {
    const std::scoped_lock lock(m_mutex);
    m_pausedFor = why;
    m_pacer.pauseUntil(until);
}

GraphqlFault GraphqlLine::paused() {
    const std::scoped_lock lock(m_mutex);
    return made(m_pausedFor, m_pacer.pausedUntil());
}

tl::expected<GraphqlAnswer, GraphqlFault> GraphqlLine::ask(const GraphqlAsk &question, const std::stop_token &stop) {
    const QByteArray body = QJsonDocument(QJsonObject{{QStringLiteral("query"), QString::fromUtf8(question.document)},
                                                      {QStringLiteral("variables"), question.variables}}).toJson(QJsonDocument::Compact);
    for (int repeat = 0;; ++repeat) {
        std::optional<Pacer::Turn> turn = m_pacer.take(stop, question.patience.longestPause);
        if (!turn) return tl::unexpected<GraphqlFault>(stop.stop_requested() ? made(ShopFault::Stopped) : paused());
        Once once = askOnce(question, body, stop);
        turn.reset();
        if (once.read) {
            once.answer.data = std::move(*once.read);
            return std::move(once.answer);
        }
        GraphqlFault fault = std::move(once.read.error());
        if (!mayAskAgain(fault.trouble.fault)) {
            // Nobody is to repeat a change at that time.
            if (fault.trouble.retryAt) pauseAll(ShopFault::Failing, m_setup.clock.now() + pauseFor(0, fault.trouble).everybodys);
            fault.trouble.retryAt.reset();
            return tl::unexpected<GraphqlFault>(std::move(fault));
        }
        const Pause pause = pauseFor(repeat, fault.trouble);
        const Instant now = m_setup.clock.now();
        if (pause.everybodys > Duration(0)) pauseAll(fault.trouble.fault, now + pause.everybodys);
        // Where the words may as well mean the size of the page, waiting longer would not help.
        const int repeats = fault.mayBeSize ? std::min(1, question.patience.repeats) : question.patience.repeats;
        if (question.expected.isMutation || repeat >= repeats || pause.ours > question.patience.longestPause) {
            fault.trouble.retryAt = now + pause.ours;
            return tl::unexpected<GraphqlFault>(std::move(fault));
        }
        m_pacer.sleep(pause.ours, stop);
    }
}

}  // namespace latchkey
