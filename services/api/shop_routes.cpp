// Routes of a shop outside the house: how it stands, a sync at once, and links and contacts that it alone can make and change.
#include "services/api/api.h"
#include "services/api/input.h"

#include "models/json/json.h"
#include "services/shops/shop_desk.h"
#include "services/store/customer_store.h"
#include "services/store/shop_waits.h"

namespace latchkey {

namespace {

ShopDesk::LinkWish wishOf(const Call &call, const IssueRequest &request) {
    return {request.customer, request.destination, request.agent, call.desk, request.emailShown};
}

}  // namespace

bool Api::isNotHere(const Call &call) const {
    if (!m_setup.shop) return false;
    call.refuse({ErrorCode::NotForThisShop, toText(ShopFault::NotOffered), {}});
    return true;
}

void Api::shopState(const Call &call) {
    answerFromRead(call, {}, [this](Connection &db) -> Result<std::string> {
        const Result<ShopState> state = m_setup.shop ? m_setup.shop->state(db, m_setup.clock.now()) : Result<ShopState>(ShopState());
        if (!state) return tl::unexpected<Error>(state.error());
        JsonWriter out;
        writeJson(out, *state);
        return out.take();
    });
}

void Api::syncShop(const Call &call) {
    BodyReader in(call.exchange->request());
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);
    if (!m_setup.shop) return call.refuse({ErrorCode::NotForThisShop, toText(ShopFault::NotOffered), {}});
    m_setup.shop->syncNow();
    call.nothing();
}

void Api::cancelShopSync(const Call &call) {
    if (!m_setup.shop) return call.refuse({ErrorCode::NotForThisShop, toText(ShopFault::NotOffered), {}});
    m_setup.shop->cancelSync();
    call.nothing();
}

void Api::refuseForShop(const Call &call, CustomerId customer, const ShopTrouble &trouble, ShopAsked asked, DetailsAsk ask) {
    ask.trouble = trouble;
    ask.asked = asked;
    refuseWithFindings(call, customer, errorOf(trouble), std::move(ask));
}

// Asked here, made there, kept here: only the last answer holds the link, and nothing else ever does.
void Api::issueAtShop(const Call &call, const IssueRequest &request, const DetailsAsk &ask) {
    give<void>(
        call, [this, request](Transaction &t) { return m_setup.access.mayIssueAtShop(t, request); },
        [this, call, request, ask](const Result<void> &allowed) {
            if (!allowed) return refuseWithFindings(call, request.customer, allowed.error(), ask);
            m_setup.shop->makeLink(wishOf(call, request), [this, call, request, ask](const ShopResult<ShopLink> &made) {
                // What is being changed here is found like what was when the link was asked for.
                if (!made && made.error().fault == ShopFault::EmailDiffers && made.error().speaker == ShopSpeaker::House)
                    return refuseWithFindings(call, request.customer, {ErrorCode::MagicLinkRefused, {}, {}}, ask);
                if (!made) return refuseForShop(call, request.customer, made.error(), ShopAsked::Link, ask);
                keepShopLink(call, request, ask, *made);
            });
        });
}

void Api::keepShopLink(const Call &call, const IssueRequest &request, const DetailsAsk &ask, const ShopLink &made) {
    give<IssuedLink>(
        call, [this, request, link = MadeElsewhere{made.url, made.expiresAt, made.lifeAssumed}](Transaction &t) { return m_setup.access.keepShopLink(t, request, link); },
        [this, call, request, ask](const Result<IssuedLink> &kept) {
            if (!kept) {
                m_setup.shop->noteLinkRefused(wishOf(call, request));
                return refuseWithFindings(call, request.customer, kept.error(), ask);
            }
            JsonWriter out;
            writeJson(out, *kept);
            call.json(201, out.take());
        });
}

// What the shop itself cannot change is refused before it is asked.
void Api::changeContactAtShop(const Call &call, const ContactChange &change) {
    const CustomerId id = call.id<CustomerId>();
    give<bool>(
        call,
        [id, change](Transaction &t) -> Result<bool> {
            const Result<Customer> now = readCustomer(t.db, id);
            if (!now) return tl::unexpected<Error>(now.error());
            if (now->version != change.version) return fail(ErrorCode::VersionConflict, QString::number(now->version));
            if (change.phone != now->phone) return fail(ErrorCode::NotForThisShop, QStringLiteral("phone"));
            if (change.email == now->email) {
                // While another address waits at the platform, the one that the shop still shows takes that one back.
                const Result<std::optional<EmailWait>> wait = emailWaitOf(t.db, id, t.now);
                if (!wait) return tl::unexpected<Error>(wait.error());
                if (!*wait) return false;
            }
            const EmailState state = checkEmail(change.email).state;
            if (state == EmailState::Malformed || state == EmailState::Missing) return fail(ErrorCode::EmailInvalid, QStringLiteral("email"));
            return true;
        },
        [this, call, id, change](const Result<bool> &asked) {
            if (!asked) return call.refuse(asked.error());
            if (!*asked) return customer(call);
            m_setup.shop->changeEmail({id, change.email.trimmed(), call.agent.id, call.desk}, [this, call, id](const ShopResult<EmailChangeState> &changed) {
                if (!changed) return refuseForShop(call, id, changed.error(), ShopAsked::Change, {});
                m_setup.directory.forgetOrder();
                customer(call);
            });
        });
}

}  // namespace latchkey
