// Sends GraphQL documents to one endpoint with one token: within the shop's rate, again after a pause where that is harmless.
#pragma once

#include "models/domain/secret.h"
#include "services/runtime/chance.h"
#include "services/shops/skio/graphql_reply.h"
#include "services/shops/skio/pacer.h"

#include <memory>
#include <vector>

namespace latchkey {

// How long somebody is willing to wait for a shop that pauses us.
struct Patience {
    int repeats = 1;  // of a question that failed for a while; a change is never repeated
    Duration longestPause = std::chrono::seconds(5);

    static Patience ofAgent() { return {}; }
    static Patience ofSync() { return {5, std::chrono::seconds(60)}; }
};

struct GraphqlAsk {
    QByteArray document;
    QJsonObject variables;
    GraphqlExpectation expected;
    Patience patience;
    QString secretKey = {};  // a text of the payload that is a login link: it is cut out of the answer before anything else reads it
};

struct GraphqlAnswer {
    QJsonObject data;
    LinkUrl link = {};                      // what stood at `secretKey`
    std::optional<Instant> theirs = {};     // the server's Date
    Instant ours;                           // our clock, when it came
};

// Any thread; blocks.
class GraphqlLine {
public:
    struct Setup {
        QString endpoint;
        QByteArray tokenHeader;  // "authorization: API ", the token follows
        ShopSecret token;
        ShopSpeaker speaker = ShopSpeaker::Skio;
        const Clock &clock;
        Chance &chance;
        Sleep sleep = realSleep();
        Duration timeout = std::chrono::seconds(20);
        int perSecond = 5;
        int inFlight = 2;
    };
    explicit GraphqlLine(Setup setup);
    ~GraphqlLine();

    tl::expected<GraphqlAnswer, GraphqlFault> ask(const GraphqlAsk &question, const std::stop_token &stop);

private:
    struct Once;
    Once askOnce(const GraphqlAsk &question, const QByteArray &body, const std::stop_token &stop);
    struct Pause {
        Duration ours{0};
        Duration everybodys{0};  // 0: nobody else waits
    };
    [[nodiscard]] Pause pauseFor(int repeat, const ShopTrouble &after);
    void pauseAll(ShopFault why, Instant until);
    [[nodiscard]] GraphqlFault paused();
    [[nodiscard]] GraphqlFault made(ShopFault fault, std::optional<Instant> retryAt = {}) const;
    std::unique_ptr<HttpLine> takeLine();
    void keepLine(std::unique_ptr<HttpLine> line);

    Setup m_setup;
    Pacer m_pacer;
    std::vector<MessageText> m_hidden;
    std::mutex m_mutex;
    ShopFault m_pausedFor = ShopFault::TooFast;  // of the pause that the pacer keeps
    std::vector<std::unique_ptr<HttpLine>> m_idle;
};

}  // namespace latchkey
