// Wires store, rooms, verbs, portal, API and server together, and takes them down in reverse.
#include "services/host/running_service.h"

#include "models/json/json.h"
#include "services/access/agents.h"
#include "services/api/api.h"
#include "services/delivery/transports.h"
#include "services/directory/demo_shop.h"
#include "services/dns/mail_domains.h"
#include "services/host/hosted_shop.h"
#include "services/host/housekeeping.h"
#include "services/host/operation.h"
#include "services/portal/portal.h"
#include "services/store/activity_store.h"
#include "services/store/agent_store.h"
#include "services/store/shop_store.h"
#include "services/store/store.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace latchkey {

namespace {

constexpr int readThreads = 2;
constexpr std::chrono::seconds heartbeat{15};
constexpr std::chrono::seconds importsLookedFor{2};
constexpr std::chrono::milliseconds agentsLookedFor{250};
constexpr std::chrono::minutes oldForgotten{30};

// An address with colons stands in brackets within a URL; one that means "all" is reached by loopback.
QString hostInUrl(const std::string &address) {
    if (address == "0.0.0.0") return QStringLiteral("127.0.0.1");
    if (address == "::") return QStringLiteral("[::1]");
    const QString host = QString::fromStdString(address);
    return host.contains(QLatin1Char(':')) ? QLatin1Char('[') + host + QLatin1Char(']') : host;
}

constexpr std::string_view apiPath = "/api/";

// A program that asks for an address that is none of ours is answered as a program.
void answerNoRoute(const http::ExchangePtr &exchange) {
    JsonWriter out;
    writeProblem(out, {ErrorCode::NotFound, {}, {}}, 404, {});
    exchange->answer(http::Response{404, "application/problem+json", out.take(), {{"Cache-Control", "no-store"}}});
}

}  // namespace

struct RunningService::Inner {
    ~Inner() { takeDown(); }

    Result<void> build(const HostOptions &options);
    Result<StoreIdentity> prepareStore(const HostOptions &options);
    Result<void> openServer(const HostOptions &options);
    Result<void> openRooms(const HostOptions &options);
    Result<void> openDelivery(const HostOptions &options);
    Result<Agent> prepareAgent(const HostOptions &options);
    Result<void> openShop(const HostOptions &options);
    [[nodiscard]] AccessService::Setup accessSetup(const HostOptions &options, const StoreIdentity &identity, const QByteArray &codeKey) const;
    void openMailDomains(const HostOptions &options);
    void openImports();
    [[nodiscard]] http::Limits limitsOf(const HostOptions &options);
    void startHousekeeping();
    void tell(const QList<Event> &happened);
    void directoryChanged();
    bool noticeImports();
    bool noticeAgents();
    bool forgetOld();
    void takeDown();

    SystemClock systemClock;
    SystemChance systemChance;
    const Clock *clock = &systemClock;
    Chance *chance = &systemChance;
    std::uint16_t port = 0;
    QString url;
    QString storePath;

    http::Router router;
    Directory directory;
    std::unique_ptr<http::Server> server;
    std::unique_ptr<EventHub> events;
    std::unique_ptr<Connection> db;  // the server thread's own, for bounded reads
    std::unique_ptr<AccessService> access;
    std::unique_ptr<ReadRoom> reads;
    std::unique_ptr<WriteRoom> writes;
    std::unique_ptr<Courier> courier;
    std::unique_ptr<DeliveryDesk> deliveryDesk;
    std::unique_ptr<ImportDesk> importDesk;
    std::unique_ptr<MailDomains> mailDomains;
    std::unique_ptr<HostedShop> shop;  // outside the house
    std::unique_ptr<Portal> portal;
    std::unique_ptr<Api> api;
    std::unique_ptr<Connection> housekeepingDb;
    std::unique_ptr<Housekeeping> housekeeping;
    ActivityId newestImport;
    qint64 agentsChange = 0;  // AgentStore::lastChange()
};

Result<StoreIdentity> RunningService::Inner::prepareStore(const HostOptions &options) {
    Result<StoreIdentity> identity = openStore(options.storePath, *chance, *clock);
    if (!identity || !identity->isNew) return identity;
    if (options.seedDemo)
        if (const Result<ImportReport> seeded = importDemoShop(options.storePath, *clock); !seeded) return tl::unexpected<Error>(seeded.error());
    if (options.shopName.isEmpty()) return identity;
    Result<std::unique_ptr<WriteRoom>> room = WriteRoom::open(options.storePath, *clock, {});
    if (!room) return tl::unexpected<Error>(room.error());
    const Result<void> named = (*room)->run<void>([&](Transaction &t) { return ShopStore(t.db).rename(options.shopName); });
    if (!named) return tl::unexpected<Error>(named.error());
    identity->shopName = options.shopName;
    return identity;
}

Result<void> RunningService::Inner::openServer(const HostOptions &options) {
    server = std::make_unique<http::Server>(limitsOf(options), [this](const http::ExchangePtr &exchange) {
        if (router.handle(exchange)) return;
        if (exchange->request().path.starts_with(apiPath))
            answerNoRoute(exchange);
        else
            portal->answerNotFound(exchange);
    });
    server->observe([this](const http::Answered &answered) {
        logRequest(answered);
        if (api) api->noteAnswered(answered);
    });
    const Result<std::uint16_t> bound = options.listeningSocket ? server->adopt(*options.listeningSocket)
                                                                : server->listen(options.address, options.port, options.sharedPort);
    if (!bound) return tl::unexpected<Error>(bound.error());
    if (!options.tls.isEmpty())
        if (const Result<void> secured = server->useTls(options.tls); !secured) return secured;
    port = *bound;
    url = QStringLiteral("%1://%2:%3").arg(QLatin1String(options.tls.isEmpty() ? "http" : "https"), hostInUrl(options.address)).arg(port);
    server->conduct(conductOf(options));
    return {};
}

Result<void> RunningService::Inner::openRooms(const HostOptions &options) {
    const Post post = [this](std::function<void()> closure) { server->post(std::move(closure)); };
    events = std::make_unique<EventHub>(post, heartbeat);
    Result<std::unique_ptr<Connection>> own = Connection::open(options.storePath, OpenMode::ReadOnly, 2000);
    if (!own) return tl::unexpected<Error>(own.error());
    db = std::move(*own);
    Result<std::unique_ptr<ReadRoom>> readRoom = ReadRoom::open(options.storePath, readThreads, post);
    if (!readRoom) return tl::unexpected<Error>(readRoom.error());
    reads = std::move(*readRoom);
    Result<std::unique_ptr<WriteRoom>> writeRoom =
        WriteRoom::open(options.storePath, *clock, {post,
                                                    [this](const QList<Event> &happened) {
                                                        if (api) api->noteHappened(happened);
                                                        tell(happened);
                                                    },
                                                    [this](const QList<Event> &heard) { tell(heard); }});
    if (!writeRoom) return tl::unexpected<Error>(writeRoom.error());
    writes = std::move(*writeRoom);
    return {};
}

Result<void> RunningService::Inner::openDelivery(const HostOptions &options) {
    // Several services of one database have no file in common: there the configuration says how letters leave.
    const bool isShared = Connection::engineOf(options.storePath) == Engine::Postgres;
    const Result<DeliverySettings> settings = options.delivery ? *options.delivery : isShared ? DeliverySettings() : readDeliverySettings(options.storePath);
    if (!settings) return tl::unexpected<Error>(settings.error());
    const auto letters = Letters::load(settings->setup.mail.templates);
    if (!letters) return fail(ErrorCode::DeliveryInvalid, QStringLiteral("mail-templates: ") + wordsOf(letters.error()));
    Result<std::unique_ptr<Connection>> own = Connection::open(options.storePath, OpenMode::ReadOnly, 200);
    if (!own) return tl::unexpected<Error>(own.error());
    const auto rebuild = [this](Connection &reader, MessageId id) { return access->rebuild(reader, id); };
    courier = std::make_unique<Courier>(Courier::Setup{*writes, *clock, *chance, transportOf, rebuild, std::move(*own), *settings, *letters});
    return {};
}

Result<Agent> RunningService::Inner::prepareAgent(const HostOptions &options) {
    if (!options.embeddedToken) return Agent{};
    const QString name = options.embeddedAgentName.isEmpty() ? QStringLiteral("Desk") : options.embeddedAgentName;
    // Whoever runs desk and service in one process owns both.
    Result<Agent> agent = writes->run<Agent>([&](Transaction &t) { return ensureAgent(t, name, Role::Admin); });
    if (agent) agent->role = Role::Admin;
    return agent;
}

Result<void> RunningService::Inner::build(const HostOptions &options) {
    if (options.clock) clock = options.clock;
    if (options.chance) chance = options.chance;
    storePath = options.storePath;
    const Result<StoreIdentity> identity = prepareStore(options);
    if (!identity) return tl::unexpected<Error>(identity.error());
    const Result<QByteArray> codeKey = codeKeyFor(options.storePath, options.codeKeyFile, *chance);
    if (!codeKey) return tl::unexpected<Error>(codeKey.error());
    const bool isShared = Connection::engineOf(options.storePath) == Engine::Postgres;

    if (const Result<void> opened = openServer(options); !opened) return opened;
    if (const Result<void> opened = openRooms(options); !opened) return opened;
    if (isShared) {
        const Result<void> matches = writes->run<void>([&](Transaction &t) { return matchCodeKey(t.db, *codeKey); });
        if (!matches) return matches;
    }
    Result<Agent> agent = prepareAgent(options);
    if (!agent) return tl::unexpected<Error>(agent.error());

    const QString baseUrl = options.baseUrl.isEmpty() ? url : options.baseUrl;
    if (const Result<void> opened = openShop(options); !opened) return opened;
    if (const Result<void> opened = openDelivery(options); !opened) return opened;
    access = std::make_unique<AccessService>(accessSetup(options, *identity, *codeKey), *chance, *courier);
    courier->start();
    deliveryDesk = std::make_unique<DeliveryDesk>(
        DeliveryDesk::Setup{*courier, options.storePath, options.delivery.has_value() || isShared, access->portalLink(), *clock,
                            [this](std::function<void()> closure) { server->post(std::move(closure)); }});
    portal = std::make_unique<Portal>(Portal::Setup{*access, directory, *writes, *db, *chance, *clock, baseUrl, identity->shopName,
                                                    [this](const Error &error) { api->noteFailure(error.code); },
                                                    shop ? shop->loginPage() : QString()});
    portal->addRoutes(router);
    openMailDomains(options);
    openImports();
    api = std::make_unique<Api>(Api::Setup{*access, directory, *writes, *reads, *db, *courier, *deliveryDesk, *importDesk, *clock, *events, options.embeddedToken, *agent,
                                           mailDomains.get(), *chance, options.metricsFrom,
                                           [this] { return server->connections(); }, shop ? &shop->desk() : nullptr});
    api->addRoutes(router);
    startHousekeeping();  // while this connection is still nobody else's
    server->start();
    if (shop) shop->start();
    reads->give<bool>(
        {},
        [this](Connection &reader) -> Result<bool> {
            directory.warmUp(reader);
            return true;
        },
        [](const Result<bool> &) {});
    return {};
}

AccessService::Setup RunningService::Inner::accessSetup(const HostOptions &options, const StoreIdentity &identity, const QByteArray &codeKey) const {
    AccessService::Setup setup{options.policy, options.baseUrl.isEmpty() ? url : options.baseUrl, identity.shopName, identity.publicIdKey, codeKey};
    setup.isElsewhere = shop != nullptr;
    if (shop) setup.loginPage = shop->loginPage();
    return setup;
}

Result<void> RunningService::Inner::openShop(const HostOptions &options) {
    if (const Result<void> claimed = claimFor(*writes, options.shop, *clock, *chance); !claimed || !options.shop) return claimed;
    Result<std::unique_ptr<HostedShop>> opened =
        HostedShop::open({*options.shop, storePath, *writes, *clock, *chance, [this](std::function<void()> closure) { server->post(std::move(closure)); }});
    if (!opened) return tl::unexpected<Error>(opened.error());
    shop = std::move(*opened);
    return {};
}

// Desks that have shown a customer meanwhile read again, and find what the name servers have said.
void RunningService::Inner::openMailDomains(const HostOptions &options) {
    mailDomains = std::make_unique<MailDomains>(MailDomains::Setup{*clock, options.nameServer, [this](const QList<CustomerId> &waited) {
        server->post([this, waited] {
            QList<Event> changed;
            for (const CustomerId customer : waited) changed.append(Event{EventKind::CustomerChanged, customer, {}, clock->now()});
            events->publish(changed);
        });
    }});
}

// Files lie beside the store while they are sent: there is room for what they become, and nobody else looks.
void RunningService::Inner::openImports() {
    const QFileInfo store(storePath);
    importDesk = std::make_unique<ImportDesk>(ImportDesk::Setup{storePath, store.exists() ? store.absolutePath() : QDir::tempPath(), *clock,
                                                                [this](std::function<void()> closure) { server->post(std::move(closure)); },
                                                                [this] { directoryChanged(); },
                                                                // All that waits in the write room shares this verb's transaction.
                                                                [this] { (void)writes->run<void>([](Transaction &) { return Result<void>(); }); }});
}

http::Limits RunningService::Inner::limitsOf(const HostOptions &options) {
    http::Limits limits = options.limits;
    limits.largestBodyBytes = ImportDesk::pieceBytes;
    limits.bodyBytesOf = [this, usual = limits.bodyBytes](const http::Request &head) { return api ? api->bodyBytesOf(head, usual) : usual; };
    return limits;
}

void RunningService::Inner::directoryChanged() {
    directory.forgetOrder();
    events->publish({Event{EventKind::DirectoryChanged, {}, {}, clock->now()}});
}

void RunningService::Inner::startHousekeeping() {
    newestImport = ActivityStore(*db).newestImport();
    agentsChange = AgentStore(*db).lastChange().value_or(0);
    Result<std::unique_ptr<Connection>> own = Connection::open(storePath, OpenMode::ReadOnly, 200);
    if (!own) return;
    housekeepingDb = std::move(*own);
    housekeeping = std::make_unique<Housekeeping>(
        std::vector<Housekeeping::Chore>{{agentsLookedFor, [this] { return noticeAgents(); }},
                                         {importsLookedFor, [this] { return noticeImports(); }},
                                         {oldForgotten, [this] { return forgetOld(); }}});
}

// `latchkeyd agent` writes beside a running service, and so do other services on the same store.
bool RunningService::Inner::noticeAgents() {
    const Result<qint64> change = AgentStore(*housekeepingDb).lastChange();
    if (!change || *change == agentsChange) return false;
    const Result<QList<Event>> ended = ActivityStore(*housekeepingDb).endedWithTheirAgent(ActivityId(agentsChange));
    agentsChange = *change;
    QList<Event> happened{{EventKind::AgentsChanged, {}, {}, clock->now()}};
    if (ended) happened += *ended;
    server->post([this, happened] { tell(happened); });
    return false;
}

// On the server's thread. Who is not let in any more hears nothing more either.
void RunningService::Inner::tell(const QList<Event> &happened) {
    const auto tells = [&happened](EventKind kind) { return std::any_of(happened.begin(), happened.end(), [kind](const Event &event) { return event.kind == kind; }); };
    if (tells(EventKind::AgentsChanged) && api) api->agentsChanged();
    if (tells(EventKind::ShopChanged) && portal)
        if (const Result<QString> name = ShopStore(*db).name()) portal->setShopName(*name);
    // A sync with a shop moves rows in the lists' order.
    if (tells(EventKind::DirectoryChanged)) directory.forgetOrder();
    events->publish(happened);
}

// `latchkeyd import` writes beside a running service; desks hear of it as of every other change.
bool RunningService::Inner::noticeImports() {
    const ActivityId newest = ActivityStore(*housekeepingDb).newestImport();
    if (newest == newestImport) return false;
    newestImport = newest;
    server->post([this] { directoryChanged(); });
    return false;
}

// What is past its keeping goes in small steps, each a transaction.
bool RunningService::Inner::forgetOld() {
    const Result<qint64> forgotten = writes->run<qint64>([this](Transaction &t) { return access->forgetOld(t); });
    return forgotten && *forgotten > 0;
}

void RunningService::Inner::takeDown() {
    housekeeping.reset();
    if (shop) shop->stop();  // or the server would wait for those who wait for it
    if (server) {
        // Event streams never end by themselves, and the server waits for what is running.
        if (events) server->post([hub = events.get()] { hub->closeAll(); });
        server->stop();
    }
    reads.reset();  // a read that outlives its request still asks the shop
    shop.reset();
    deliveryDesk.reset();
    importDesk.reset();
    // Before the room that it settles in; what the room's last verbs still hand over is told of in the store.
    if (courier) courier->stop();
    writes.reset();
    courier.reset();
    mailDomains.reset();
    api.reset();
    portal.reset();
    access.reset();
    db.reset();
    events.reset();
    server.reset();
}

RunningService::RunningService() : m_inner(std::make_unique<Inner>()) {}
RunningService::~RunningService() = default;

Result<std::unique_ptr<RunningService>> RunningService::start(const HostOptions &options) {
    std::unique_ptr<RunningService> service(new RunningService);
    if (const Result<void> built = service->m_inner->build(options); !built) return tl::unexpected<Error>(built.error());
    return service;
}

Result<void> RunningService::reload(const HostOptions &options) {
    Inner &inner = *m_inner;
    const DeliverySettings delivery = options.delivery.value_or(inner.courier->settings());
    const auto letters = Letters::load(delivery.setup.mail.templates);
    if (!letters) return fail(ErrorCode::DeliveryInvalid, QStringLiteral("mail-templates: ") + wordsOf(letters.error()));
    if (!options.tls.isEmpty())
        if (const Result<void> secured = inner.server->useTls(options.tls); !secured) return secured;
    inner.courier->configure(delivery, *letters);
    inner.server->conduct(conductOf(options));
    inner.server->post([api = inner.api.get(), networks = options.metricsFrom] { api->showMetricsTo(networks); });
    return {};
}

std::uint16_t RunningService::port() const { return m_inner->port; }

QString RunningService::url() const { return m_inner->url; }

}  // namespace latchkey
