// Links and changed addresses: asked of the shop, put down in the activity whatever came of it, and looked for until the shop shows them.
#include "services/shops/on_file.h"

#include "models/domain/email_address.h"
#include "services/store/shop_waits.h"

#include <utility>

namespace latchkey {

namespace {

// It says something of this customer, so that the row here is perhaps not what it was.
bool isAboutRow(ShopFault fault) {
    const ErrorCode code = errorOf(troubleOfOurs(fault)).code;
    return fault != ShopFault::LinkElsewhere && (code == ErrorCode::MagicLinkRefused || code == ErrorCode::NotFound || code == ErrorCode::ShopDeclined);
}

Result<void> recordUnsure(Transaction &t, ActivityKind kind, CustomerId customer, AgentId agent, const QString &desk, const QString &outcome) {
    t.desk = desk;
    Activity entry;
    entry.kind = kind;
    entry.agent = agent;
    entry.customer = customer;
    entry.note = outcome;
    if (Result<void> recorded = t.record(entry); !recorded) return recorded;
    t.announce({EventKind::CustomerChanged, customer, {}, t.now});
    return {};
}

Result<bool> isAwaited(WriteRoom &writes, CustomerId customer) {
    return writes.run<bool>([customer](Transaction &t) -> Result<bool> {
        const Result<std::optional<EmailWait>> wait = emailWaitOf(t.db, customer, t.now);
        if (!wait) return tl::unexpected<Error>(wait.error());
        return wait->has_value();
    });
}

// Shopify itself says that this customer does not have the address.
bool isSurelyNot(const ShopTrouble &trouble) {
    return trouble.speaker == ShopSpeaker::Shopify && (trouble.fault == ShopFault::EmailTaken || trouble.fault == ShopFault::Declined);
}

const QString unknown = QStringLiteral("outcome=unknown");
const QString refused = QStringLiteral("outcome=refused");

}  // namespace

template <class T>
void ShopDesk::act(Answered<T> answer, std::function<ShopResult<T>(Moment, const std::stop_token &)> work) {
    const auto reply = [post = m_setup.post, answer = std::move(answer)](ShopResult<T> done) {
        post([answer, done = std::move(done)]() mutable { answer(std::move(done)); });
    };
    const Moment until = std::chrono::steady_clock::now() + m_setup.times.sendWithin;
    Action action{[work = std::move(work), reply, until](const std::stop_token &stop) {
                      // Who asked so long ago waits no more, and would take a late link for the next one.
                      reply(isPast(until) ? ShopResult<T>(tooLate()) : work(until, stop));
                  },
                  [reply] { reply(tl::unexpected<ShopTrouble>(troubleOfOurs(ShopFault::Stopped))); }};
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_ending) {
            m_actions.push_back(std::move(action));
            ++m_given;
            m_wake.notify_all();
            return;
        }
    }
    action.dropped();
}

void ShopDesk::makeLink(const LinkWish &wish, Answered<ShopLink> answer) {
    act<ShopLink>(std::move(answer), [this, wish](Moment until, const std::stop_token &stop) { return linkNow(wish, until, stop); });
}

void ShopDesk::noteLinkRefused(const LinkWish &wish) {
    m_setup.writes.give<void>([wish](Transaction &t) { return recordUnsure(t, ActivityKind::ShopLinkUnsure, wish.customer, wish.agent, wish.desk, refused); },
                              [](const Result<void> &) {});
}

ShopResult<ShopLink> ShopDesk::linkNow(const LinkWish &wish, Moment until, const std::stop_token &stop) {
    const ShopResult<OnFile> known = onFile(wish.customer, {});
    if (!known) return tl::unexpected<ShopTrouble>(known.error());
    // Asked when the wish was given, too: an address may have been sent to the platform while it stood in the queue.
    const Result<bool> awaited = isAwaited(m_setup.writes, wish.customer);
    if (!awaited || *awaited) return tl::unexpected<ShopTrouble>(troubleOfOurs(awaited ? ShopFault::EmailDiffers : ShopFault::Stopped));
    const QString &shown = wish.emailShown.isEmpty() ? known->email : wish.emailShown;
    ShopResult<ShopLink> made = m_setup.shop.makeLink({known->ref, shown, wish.destination, wish.agent, until}, stop);
    if (made) {
        (void)m_setup.sync.take(made->customer);
        finish(wish.customer, {});
        return made;
    }
    const ShopFault fault = made.error().fault;
    if (fault == ShopFault::Uncertain || fault == ShopFault::LinkElsewhere) {
        const QString &outcome = fault == ShopFault::Uncertain ? unknown : refused;
        (void)m_setup.writes.run<void>(
            [&](Transaction &t) { return recordUnsure(t, ActivityKind::ShopLinkUnsure, wish.customer, wish.agent, wish.desk, outcome); });
    }
    if (isAboutRow(fault)) {
        // What it now is must be seen before anybody tries again.
        (void)readInto(*known, stop);
        finish(wish.customer, {});
        tellRead(wish.customer);
    } else if (fault != ShopFault::Stopped && fault != ShopFault::Uncertain && made.error().speaker != ShopSpeaker::House) {
        finish(wish.customer, made.error());
    }
    return made;
}

void ShopDesk::changeEmail(const EmailWish &wish, Answered<EmailChangeState> answer) {
    act<EmailChangeState>(std::move(answer), [this, wish](Moment until, const std::stop_token &stop) { return changeNow(wish, until, stop); });
}

// Kept before the address is sent, so that nobody, no other service either, has a link made by the old one meanwhile, and a crash leaves it waiting.
Result<ShopDesk::Waits> ShopDesk::beginWait(const EmailWish &wish, const OnFile &onFile) {
    return m_setup.writes.run<Waits>([&](Transaction &t) -> Result<Waits> {
        const Result<std::optional<EmailWait>> before = emailWaitOf(t.db, wish.customer, t.now);
        if (!before) return tl::unexpected<Error>(before.error());
        // The shop shows this address as it is: nothing would ever end the wait.
        if (emailKey(wish.email) == emailKey(onFile.email)) return Waits{*before, *before, true};
        const EmailWait during{wish.customer, wish.email, onFile.email, t.now, true};
        if (const Result<void> kept = keepEmailWait(t.db, during); !kept) return tl::unexpected<Error>(kept.error());
        return Waits{*before, during, false};
    });
}

// Leaves alone what a reading has ended meanwhile, or a later change has replaced.
Result<void> ShopDesk::settleWait(Transaction &t, const Waits &waits, const std::optional<EmailWait> &after) {
    if (!waits.during) return {};
    const CustomerId customer = waits.during->customer;
    const Result<std::optional<EmailWait>> now = emailWaitOf(t.db, customer, t.now);
    if (!now) return tl::unexpected<Error>(now.error());
    if (!*now || (*now)->email != waits.during->email || (*now)->since != waits.during->since) return {};
    return after ? keepEmailWait(t.db, *after) : endEmailWait(t.db, customer);
}

// A change that may have been made is waited for like one that was.
Result<void> ShopDesk::noteChange(const EmailWish &wish, const Waits &waits, const ShopResult<EmailChange> &changed) {
    return m_setup.writes.run<void>([&](Transaction &t) -> Result<void> {
        std::optional<EmailWait> after = waits.during;
        if (after) after->unsure = !changed;
        if (!changed) {
            const Result<void> recorded = recordUnsure(t, ActivityKind::ShopChangeUnsure, wish.customer, wish.agent, wish.desk, unknown);
            return recorded ? settleWait(t, waits, after) : recorded;
        }
        t.desk = wish.desk;
        Activity entry;
        entry.kind = ActivityKind::ContactChanged;
        entry.agent = wish.agent;
        entry.customer = wish.customer;
        entry.note = QStringLiteral("email at=shopify");
        if (Result<void> recorded = t.record(entry); !recorded) return recorded;
        t.announce({EventKind::CustomerChanged, wish.customer, {}, t.now});
        return settleWait(t, waits, changed->state == EmailChangeState::Waiting && !waits.isShown ? after : std::nullopt);
    });
}

// It was not changed: what waited before waits on, unless it is just this address that Shopify says it does not have.
void ShopDesk::takeWaitBack(const EmailWish &wish, const Waits &waits, const ShopTrouble &trouble) {
    std::optional<EmailWait> after = waits.before;
    if (!waits.isShown && after && after->unsure && after->email == wish.email && isSurelyNot(trouble)) after.reset();
    (void)m_setup.writes.run<void>([&](Transaction &t) -> Result<void> {
        // Whoever has looked meanwhile was told that it was under way.
        t.announce({EventKind::CustomerRead, wish.customer, {}, t.now});
        return settleWait(t, waits, after);
    });
}

ShopResult<EmailChangeState> ShopDesk::changeNow(const EmailWish &wish, Moment until, const std::stop_token &stop) {
    const ShopResult<OnFile> known = onFile(wish.customer, {});
    if (!known) return tl::unexpected<ShopTrouble>(known.error());
    const Result<Waits> waits = beginWait(wish, *known);
    if (!waits) return tl::unexpected<ShopTrouble>(troubleOfOurs(ShopFault::Stopped));
    const ShopResult<EmailChange> changed = m_setup.shop.changeEmail({known->ref, known->email, wish.email, wish.agent, until}, stop);
    const bool isUnsure = !changed && changed.error().fault == ShopFault::Uncertain;
    if (!isUnsure && (!changed || changed->state == EmailChangeState::NotPossible)) {
        ShopTrouble trouble = changed ? changed->reason.value_or(troubleOfOurs(ShopFault::NotOffered)) : changed.error();
        takeWaitBack(wish, *waits, trouble);
        if (trouble.fault == ShopFault::EmailTaken) {
            trouble.what = wish.email;
        } else if (isAboutRow(trouble.fault)) {
            // Else whoever saves again would be refused for the same reason.
            (void)readInto(*known, stop);
            finish(wish.customer, {});
            tellRead(wish.customer);
        }
        return tl::unexpected<ShopTrouble>(std::move(trouble));
    }
    const Result<void> kept = noteChange(wish, *waits, changed);
    if (isUnsure || changed->state == EmailChangeState::Waiting) lookLater(wish.customer, std::chrono::steady_clock::now() + m_setup.times.lookFor);
    else (void)readInto(*known, stop);
    if (isUnsure) return tl::unexpected<ShopTrouble>(changed.error());
    // It is saved there, and nothing of it is known here: whoever reads "cancelled" would save it once more.
    if (!kept) {
        ShopTrouble unsure = troubleOfOurs(ShopFault::Uncertain);
        unsure.speaker = ShopSpeaker::Shopify;
        return tl::unexpected<ShopTrouble>(std::move(unsure));
    }
    return changed->state;
}

void ShopDesk::start() {
    give({std::chrono::steady_clock::now(), [this](const std::stop_token &) {
              const Instant now = m_setup.clock.now();
              const Result<QList<EmailWait>> waits =
                  m_setup.writes.run<QList<EmailWait>>([this, now](Transaction &t) { return emailWaitsSince(t.db, now - m_setup.times.lookFor); });
              if (!waits) return;
              for (const EmailWait &wait : *waits) lookLater(wait.customer, std::chrono::steady_clock::now() + (wait.since + m_setup.times.lookFor - now));
          }});
}

void ShopDesk::lookLater(CustomerId customer, Moment until) {
    give({std::chrono::steady_clock::now() + m_setup.times.lookEvery, [this, customer, until](const std::stop_token &stop) { lookNow(customer, until, stop); }});
}

void ShopDesk::lookNow(CustomerId customer, Moment until, const std::stop_token &stop) {
    const ShopResult<OnFile> known = onFile(customer, {});
    if (!known) return;
    const ShopResult<void> read = readInto(*known, stop);
    finish(customer, read || read.error().fault == ShopFault::Stopped ? std::optional<ShopTrouble>() : read.error());
    const Result<bool> waits = isAwaited(m_setup.writes, customer);
    if (waits && *waits && std::chrono::steady_clock::now() < until) lookLater(customer, until);
}

}  // namespace latchkey
