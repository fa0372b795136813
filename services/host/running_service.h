// Builds a running service out of store, rooms, verbs, portal, API and HTTP server, in order, and takes it down in reverse.
#pragma once

#include "models/domain/access_policy.h"
#include "models/domain/result.h"
#include "models/domain/secret.h"
#include "services/delivery/delivery_settings.h"
#include "services/http/server.h"
#include "services/shops/shop_times.h"
#include "services/shops/skio/skio_setup.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace latchkey {

class Chance;
class Clock;

// A merchant's shop at Skio, whose customers and subscriptions are mirrored. What is not setup is a test's.
struct ShopOptions {
    SkioSetup skio;
    Duration syncEvery = std::chrono::seconds(60);
    Duration timeout = std::chrono::seconds(20);  // of one request to Skio
    int requestsPerSecond = 5;
    ShopTimes times = {};
    std::function<void(Duration, const std::stop_token &)> sleep = {};  // between two tries; empty: as long as it says
};

struct HostOptions {
    QString storePath;    // an SQLite file, or a PostgreSQL URL
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;
    QString baseUrl;   // empty: http://ADDRESS:PORT of the listener
    QString shopName;  // only for a new store
    AccessPolicy policy;
    http::Limits limits;
    bool sharedPort = false;             // a new process may listen before this one stops
    std::optional<int> listeningSocket;  // handed over by the service manager; in place of address and port
    http::TlsFiles tls;                  // empty: plain HTTP
    // Nothing: this machine when the base URL is https and the service does not speak TLS itself, since a proxy must stand before it then.
    std::optional<http::Networks> trustedProxies = {};
    std::optional<int> strictTransportDays = {};                   // HSTS; nothing: 180 when the base URL is https
    http::Networks metricsFrom = http::Networks::loopback();       // who may ask for metrics, health and readiness
    QString codeKeyFile;  // 32 bytes that login codes are hashed with; empty: the file beside the store
    // Embedded: the desk's own agent and its token for this start; never stored.
    std::optional<AgentToken> embeddedToken;
    QString embeddedAgentName;
    QString nameServer;     // for questions about mail domains, "192.0.2.1:53"; empty: the system's own
    bool seedDemo = false;  // fill an empty store with the demo shop
    // How letters and texts leave, set by the operator; nothing: what the desk's settings page has kept beside the store.
    std::optional<DeliverySettings> delivery;
    std::optional<ShopOptions> shop = {};  // nothing: the house's own tables, portal and letters
    // A test's own time and chance; they must outlive the service. Null: the system's.
    const Clock *clock = nullptr;
    Chance *chance = nullptr;
};

// Thread: start and destroy from one thread; that thread may be the GUI's worker. Owns all its threads.
class RunningService {
public:
    static Result<std::unique_ptr<RunningService>> start(const HostOptions &options);
    ~RunningService();  // finishes what was accepted, commits, closes the store

    // Takes over what can change without a restart: certificate and key, letter templates, how letters and texts leave (where the options
    // say so), trusted proxies, HSTS, who may ask for metrics. All of it, or nothing when one of the files cannot be used.
    Result<void> reload(const HostOptions &options);

    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] QString url() const;  // of the listener: where the desk connects

private:
    RunningService();
    struct Inner;
    std::unique_ptr<Inner> m_inner;
};

}  // namespace latchkey
