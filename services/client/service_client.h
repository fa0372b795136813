// The desk's side of the API: every verb answers asynchronously with a Result, on the thread that called.
#pragma once

#include "models/domain/activity.h"
#include "models/domain/delivery_setup.h"
#include "models/domain/details.h"
#include "models/domain/event.h"
#include "models/domain/import_preview.h"
#include "models/domain/import_status.h"
#include "models/domain/link_stats.h"
#include "models/domain/link_verdict.h"
#include "models/domain/me.h"
#include "models/domain/message.h"
#include "models/domain/page.h"
#include "models/domain/result.h"
#include "models/domain/secret.h"
#include "models/domain/shop_state.h"
#include "models/domain/snippet.h"
#include "services/client/connection_state.h"

#include <QObject>
#include <QPointer>
#include <QUrl>

#include <functional>
#include <memory>

class QNetworkReply;

namespace latchkey {

template <class T>
using Answer = std::function<void(Result<T>)>;

// What a refused Magic link is answered with beside its Error.
struct Refusal {
    Error error;
    QList<Finding> findings;
};

// A request under way; cancel() drops its answer and aborts it. Safe when it is already over.
class Pending {
public:
    Pending() = default;
    explicit Pending(QNetworkReply *reply);
    void cancel();

private:
    QPointer<QNetworkReply> m_reply;
};

// How long the client waits; tests shorten it.
struct ClientTimes {
    Duration list = std::chrono::seconds(5);    // a page of a list, a search
    Duration verb = std::chrono::seconds(10);   // everything else
    Duration trial = std::chrono::seconds(130); // a trial of the delivery: the longest attempt that may be set, and a little
    Duration firstPause = std::chrono::seconds(1);  // before the event stream is opened again; doubles
    Duration longestPause = std::chrono::seconds(30);
    Duration silence = std::chrono::seconds(20);  // the service beats every fifteen: without one for so long the connection is lost
    Duration shop = std::chrono::seconds(90);   // a verb that a shop outside the house has to carry out
};

struct MagicLinkRequest {
    CustomerId customer;
    SubscriptionId subscription;  // invalid from the profile
    bool replyLater = false;
    QString replyTo = {};         // where the reply goes; empty when the agent did not say
    QString overrideReason = {};  // why it goes there although that is not the address on file
    QString emailShown = {};      // the address on screen: a shop outside the house makes no link once it has another one
};

// How an issued link left for the clipboard.
struct CopiedLink {
    bool asReply = false;
    QString replyTo = {};
    QString overrideReason = {};
};

// Lives on the GUI thread. An answer whose `context` has died is dropped. Nothing is repeated by itself but reads of /events.
// A verb that changes something fails with ServiceUnreachable when it certainly was not carried out, and with ServiceTimedOut when its
// answer was lost and nobody here can know.
class ServiceClient : public QObject {
    Q_OBJECT
public:
    ServiceClient(const QUrl &baseUrl, AgentToken token, QObject *parent = nullptr);
    ~ServiceClient() override;

    Pending me(QObject *context, Answer<Me> answer);
    Pending customers(const CustomerQuery &query, QObject *context, Answer<Page<CustomerRow>> answer);
    Pending subscriptions(const SubscriptionQuery &query, QObject *context, Answer<Page<SubscriptionRow>> answer);
    Pending customer(CustomerId id, QObject *context, Answer<CustomerDetails> answer);
    Pending subscription(SubscriptionId id, QObject *context, Answer<SubscriptionDetails> answer);
    // The error carries the findings of a shop outside the house, where the shop refused it.
    Pending changeContact(CustomerId id, const ContactChange &change, QObject *context,
                          std::function<void(tl::expected<CustomerDetails, Refusal>)> answer);
    // The error carries MagicLinkRefused or TooManyLinks with the findings.
    Pending issueMagicLink(const MagicLinkRequest &request, QObject *context,
                           std::function<void(tl::expected<IssuedLink, Refusal>)> answer);
    // Tells the service that a link was copied, so that its timeline can say so. The error carries ReplyGoesElsewhere: then do not copy.
    Pending noteCopied(LinkId id, const CopiedLink &copied, QObject *context, std::function<void(tl::expected<void, Refusal>)> answer);
    struct LinksWanted {
        QString search;                  // a public id, or words that find customers
        CustomerId customer;             // or everybody's
        AgentId agent;                   // or every agent's
        std::optional<LinkState> state;  // or any
        Instant from;                    // issued at or after; unset: from the start
        Instant until;                   // issued before; unset: to now
        QString after;
    };
    Pending links(const LinksWanted &wanted, QObject *context, Answer<Page<LoginLink>> answer);
    Pending link(LinkId id, QObject *context, Answer<LinkDetails> answer);
    // Every live link of the customer; answers how many ended.
    Pending revokeLinksOf(CustomerId customer, QObject *context, Answer<int> answer);
    Pending linkStats(int days, QObject *context, Answer<LinkStats> answer);
    Pending revokeLink(LinkId id, QObject *context, Answer<void> answer);
    // Copying it is recorded, so that the timeline can say so.
    Pending portalLink(CustomerId id, QObject *context, Answer<QString> answer);
    Pending checkLink(const QString &pasted, QObject *context, Answer<LinkCheck> answer);
    // Customers and subscriptions that an exact e-mail, phone or id names.
    struct Located { CustomerId customer; SubscriptionId subscription; };
    Pending locate(const QString &text, QObject *context, Answer<QList<Located>> answer);
    // A letter with a Magic link to the address on file. The error carries the findings that stand in the way.
    Pending emailLoginLink(const MagicLinkRequest &request, QObject *context, std::function<void(tl::expected<MessageId, Refusal>)> answer);
    struct MessagesWanted {
        CustomerId customer;                // or everybody's
        std::optional<MessageState> state;  // or any
        QString after;
    };
    // Without their attempts.
    Pending messages(const MessagesWanted &wanted, QObject *context, Answer<Page<Message>> answer);
    Pending message(MessageId id, QObject *context, Answer<Message> answer);
    // Writes another in its place, with new secrets; answers the new one.
    Pending sendAgain(MessageId id, QObject *context, Answer<MessageId> answer);
    // One session of the customer, or with an invalid id all of them; answers how many ended.
    Pending endSessions(CustomerId customer, SessionId session, QObject *context, Answer<int> answer);
    Pending deliverySetup(QObject *context, Answer<DeliverySetup> answer);
    // Nothing leaves a secret as it is, an empty one takes it away. DeliveryInvalid names the setting.
    struct DeliveryChange {
        DeliverySetup setup;
        std::optional<ShopSecret> mailPassword;
        std::optional<ShopSecret> smsSecret;
    };
    Pending changeDelivery(const DeliveryChange &change, QObject *context, Answer<DeliverySetup> answer);
    // Sends one letter or text by the saved setup, and waits for what came of it.
    Pending tryDelivery(Channel channel, const QString &to, QObject *context, Answer<DeliveryTrial> answer);
    struct ActivityWanted {
        CustomerId customer;               // or everybody's
        AgentId agent;                     // or every agent's
        std::optional<ActivityKind> kind;  // or any
        Instant from;
        Instant until;
        QString after;
        int limit = 100;                   // 1 to 500
    };
    Pending activity(const ActivityWanted &wanted, QObject *context, Answer<Page<ActivityRow>> answer);
    // Who took the record out of the house is part of the record.
    Pending noteExported(qint64 rows, QObject *context, Answer<void> answer);
    Pending agents(QObject *context, Answer<QList<Agent>> answer);
    // The team, for administrators; a token is answered once. InvalidRequest with "name" is a name that is taken, with "role" the last
    // administrator's, with "disabled" the asker's own account.
    Pending addAgent(const QString &name, Role role, QObject *context, Answer<AgentToken> answer);
    Pending renewAgentToken(AgentId agent, QObject *context, Answer<AgentToken> answer);
    Pending setAgentRole(AgentId agent, Role role, QObject *context, Answer<void> answer);
    Pending disableAgent(AgentId agent, QObject *context, Answer<void> answer);
    Pending snippets(QObject *context, Answer<QList<Snippet>> answer);
    // A new one when its id is invalid. SnippetInvalid, VersionConflict.
    Pending saveSnippet(const Snippet &snippet, QObject *context, Answer<Snippet> answer);
    Pending deleteSnippet(SnippetId id, QObject *context, Answer<void> answer);
    Pending changeShop(const ShopSettings &settings, QObject *context, Answer<void> answer);
    // Empties everything personal for good; `name` is the customer's, typed as a confirmation.
    Pending eraseCustomer(CustomerId id, const QString &name, QObject *context, Answer<void> answer);
    Pending renameShop(const QString &name, QObject *context, Answer<void> answer);
    Pending shopState(QObject *context, Answer<ShopState> answer);
    // Reads a shop outside the house anew at once; events tell how far it is.
    Pending syncShop(QObject *context, Answer<void> answer);
    // Ends the run under way; what it has read stays, and the next one comes at its time.
    Pending cancelShopSync(QObject *context, Answer<void> answer);

    // An import: opened, its files sent (see FileUpload), looked at, started, followed. ImportTooLarge, TooManyImports, StoreFull.
    Pending openImport(const ImportOffers &offers, QObject *context, Answer<ImportStatus> answer);
    // UploadOutOfStep when it does not begin where the last piece ended; the same piece may go again.
    Pending uploadPiece(qint64 import, ImportKind kind, qint64 offset, const QByteArray &piece, QObject *context, Answer<ImportStatus> answer);
    Pending importPreview(qint64 import, QObject *context, Answer<QList<ImportPreview>> answer);
    // ColumnMissing, FileUnreadable, ImportRunning.
    Pending startImport(qint64 import, const ImportMaps &maps, QObject *context, Answer<ImportStatus> answer);
    Pending importStatus(qint64 import, QObject *context, Answer<ImportStatus> answer);
    // Stops a running one, which ends a moment later, or forgets one that does not run.
    Pending cancelImport(qint64 import, QObject *context, Answer<ImportStatus> answer);
    Pending refusedRows(qint64 import, ImportKind kind, qint64 after, QObject *context, Answer<RefusedPage> answer);

    // Opens the event stream and keeps it open; reconnects after 1 s, 2 s, 4 s … 30 s. After a gap it says DirectoryChanged
    // without a customer once, since what happened meanwhile is not told again.
    void follow();
    // Instead of at the end of the pause.
    void tryNow();
    void setTimes(const ClientTimes &times);
    // Certificate authorities, beside those that this computer knows. FileUnreadable; before the first request.
    Result<void> trust(const QString &pemFile);
    // Service clock minus local clock, from the newest answer's time; countdowns add it.
    [[nodiscard]] Duration clockOffset() const;
    [[nodiscard]] bool isReachable() const;
    [[nodiscard]] ConnectionState connection() const;
    [[nodiscard]] QUrl url() const;
    // What stands behind an error that me() was answered with: asked before a service is first used.
    [[nodiscard]] Trouble whyNot(const Error &error) const;

signals:
    void happened(latchkey::Event event);
    void reachableChanged(bool reachable);
    void connectionChanged();  // anything in connection()

private:
    struct Inner;
    std::unique_ptr<Inner> m_inner;
};

}  // namespace latchkey
