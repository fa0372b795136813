// Customers of a mirrored shop: taken in, changed, emptied, removed.
#include "services/store/shop_mirror.h"

#include "models/domain/exact_time.h"
#include "models/domain/text_folding.h"
#include "services/store/code_store.h"
#include "services/store/customer_store.h"
#include "services/store/erase_store.h"
#include "services/store/link_store.h"
#include "services/store/session_store.h"
#include "services/store/shop_waits.h"

namespace latchkey {

namespace {

// After every name, as emptied rows stand.
const QString lastInOrder = QStringLiteral(u"\U0010FFFD");

tl::unexpected<Error> failureOf(const Statement &statement) { return tl::unexpected<Error>(*statement.error()); }

Result<void> runIt(Statement &statement) {
    const Result<qint64> done = statement.run();
    if (!done) return tl::unexpected<Error>(done.error());
    return {};
}

void bindOrNull(Statement &statement, const QString &text) { text.isEmpty() ? statement.bindNull() : statement.bind(QStringView(text)); }

QString nameKeyOf(const QString &first, const QString &last) { return foldForSearch(first + QLatin1Char(' ') + last); }

void keepUnasked(MirroredCustomer &given, const Customer &here, const QString &platformId) {
    if (given.notAsked.testFlag(ShopColumn::PlatformId)) given.platformId = platformId;
    if (given.notAsked.testFlag(ShopColumn::FirstName)) given.firstName = here.firstName;
    if (given.notAsked.testFlag(ShopColumn::LastName)) given.lastName = here.lastName;
    if (given.notAsked.testFlag(ShopColumn::Phone)) given.phone = here.phone;
}

// What the search index holds of a row that is not in the store yet; the texts live as long as this does.
struct FreshText {
    explicit FreshText(const MirroredCustomer &c)
        : name(nameKeyOf(c.firstName, c.lastName).toStdString()), email(foldForSearch(c.email).toStdString()), emailKey(latchkey::emailKey(c.email).toStdString()),
          phone(phoneKey(c.phone).toStdString()), ref(foldForSearch(c.ref).toStdString()), state(static_cast<int>(checkEmail(c.email).state)) {
        if (emailKey == email) emailKey.clear();
    }
    [[nodiscard]] SearchText view() const { return {name, email, emailKey, phone, ref, state}; }
    std::string name, email, emailKey, phone, ref;
    int state;
};

}  // namespace

struct MirrorWriter::Stored {
    Customer row;
    QString platformId;
    QString updatedAt;
};

Result<MirrorWriter::Stored> MirrorWriter::find(const QString &ref) {
    Stored stored;
    Statement row = m_db.prepare(R"(
        SELECT id, first_name, last_name, email, email_state, phone, version, created_at, removed_at, erased_at, platform_id, shop_updated_at
        FROM customers WHERE ref = ?)");
    row.bind(QStringView(ref));
    if (row.step()) {
        Customer &c = stored.row;
        c.id = row.id<CustomerId>(0);
        c.ref = ref;
        c.firstName = row.text(1);
        c.lastName = row.text(2);
        c.email = row.text(3);
        c.emailState = static_cast<EmailState>(row.integer(4));
        c.phone = row.text(5);
        c.version = row.integer(6);
        c.createdAt = row.instant(7);
        c.removedAt = row.instant(8);
        c.erasedAt = row.instant(9);
        stored.platformId = row.text(10);
        stored.updatedAt = row.text(11);
    }
    if (row.error()) return failureOf(row);
    return stored;
}

Result<Mirrored> MirrorWriter::put(const MirroredCustomer &given) {
    if (given.ref.isEmpty()) return Mirrored::Damaged;
    MirroredCustomer customer = given;
    customer.email = trimInvisible(given.email);
    customer.phone = trimInvisible(given.phone);
    const Result<Stored> found = find(customer.ref);
    if (!found) return tl::unexpected<Error>(found.error());
    const Customer &before = found->row;
    const bool redacted = customer.redactedAt.isSet();
    if (!before.id.isValid()) {
        const Result<void> inserted = insertCustomer(customer, redacted);
        if (!inserted) return tl::unexpected<Error>(inserted.error());
        return Mirrored::Added;
    }
    const auto here = microsecondsFromText(found->updatedAt);
    const auto there = microsecondsFromText(customer.updatedAt);
    if (here && there && *there < *here) return Mirrored::Older;
    if (customer.updatedAt.isEmpty()) customer.updatedAt = found->updatedAt;
    if (!customer.createdAt.isSet()) customer.createdAt = before.createdAt;
    keepUnasked(customer, before, found->platformId);
    Result<void> done;
    Mirrored how = Mirrored::Changed;
    if (before.erasedAt.isSet()) {
        how = Mirrored::Erased;
        done = noteSeen(*found, customer);
    } else if (redacted) {
        done = redact(*found, customer);
    } else if (before.firstName == customer.firstName && before.lastName == customer.lastName && before.email == customer.email &&
               before.phone == customer.phone && before.removedAt == customer.removedAt && before.createdAt == customer.createdAt &&
               found->platformId == customer.platformId) {
        how = Mirrored::Unchanged;
        done = noteSeen(*found, customer);
    } else {
        done = changeCustomer(*found, customer);
    }
    if (done && how != Mirrored::Erased && !redacted) done = endWait(before.id, customer.email);
    if (!done) return tl::unexpected<Error>(done.error());
    return how;
}

// Whatever the shop shows now, once it is no longer what it showed before: also a third address, which somebody else has saved.
Result<void> MirrorWriter::endWait(CustomerId customer, const QString &shown) {
    if (!m_anyWaits) {
        const Result<QList<EmailWait>> waits = emailWaitsSince(m_db, m_t.now - longestEmailWait);
        if (!waits) return tl::unexpected<Error>(waits.error());
        m_anyWaits = !waits->isEmpty();
    }
    if (!*m_anyWaits) return {};
    const Result<std::optional<EmailWait>> wait = emailWaitOf(m_db, customer, m_t.now);
    if (!wait) return tl::unexpected<Error>(wait.error());
    if (!*wait || emailKey((*wait)->shown) == emailKey(shown)) return {};
    m_changed.insert(customer.value());
    return endEmailWait(m_db, customer);
}

Result<void> MirrorWriter::noteSeen(const Stored &before, const MirroredCustomer &customer) {
    // Of who was erased here the shop's own mark of deletion is kept, and nothing else.
    Statement update = m_db.prepare("UPDATE customers SET seen_at = ?, shop_updated_at = ?, redacted_at = coalesce(redacted_at, ?) WHERE id = ?");
    update.bind(m_t.now).bind(QStringView(customer.updatedAt)).bindOrNull(customer.redactedAt).bind(before.row.id);
    return runIt(update);
}

Result<void> MirrorWriter::insertCustomer(const MirroredCustomer &given, bool emptied) {
    MirroredCustomer c = given;
    if (emptied) {
        c.firstName = c.lastName = c.email = c.phone = c.platformId = QString();
        if (!c.removedAt.isSet()) c.removedAt = given.redactedAt;
    }
    const QString key = emailKey(c.email);
    const QString digits = phoneKey(c.phone);
    const EmailState state = checkEmail(c.email).state;
    Statement insert = m_db.prepare(R"(
        INSERT INTO customers (ref, first_name, last_name, name_key, email, email_key, email_state, phone, phone_key, created_at, removed_at, erased_at,
                               platform_id, shop_updated_at, seen_at, redacted_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id)");
    insert.bind(QStringView(c.ref)).bind(QStringView(c.firstName)).bind(QStringView(c.lastName));
    insert.bind(QStringView(emptied ? lastInOrder : nameKeyOf(c.firstName, c.lastName))).bind(QStringView(c.email));
    bindOrNull(insert, key);
    insert.bind(static_cast<int>(state)).bind(QStringView(c.phone));
    bindOrNull(insert, digits);
    insert.bind(c.createdAt.isSet() ? c.createdAt : m_t.now).bindOrNull(c.removedAt).bindOrNull(emptied ? m_t.now : Instant());
    bindOrNull(insert, c.platformId);
    insert.bind(QStringView(c.updatedAt)).bind(m_t.now).bindOrNull(c.redactedAt);
    const Result<qint64> id = insert.insertedId();
    if (!id) return tl::unexpected<Error>(id.error());
    m_counts.customer(state, 1);
    m_listsChanged = true;
    if (m_searchLater && !emptied) {
        Statement later = m_db.prepare("INSERT INTO shop_unsearched (customer) VALUES (?)");
        later.bind(*id);
        return runIt(later);
    }
    m_search.add(*id, FreshText(c).view());
    return {};
}

Result<void> MirrorWriter::changeCustomer(const Stored &stored, const MirroredCustomer &c) {
    const Customer &before = stored.row;
    const Result<StoredText> was = readSearchText(m_db, before.id.value());
    if (!was) return tl::unexpected<Error>(was.error());
    const QString key = emailKey(c.email);
    const QString digits = phoneKey(c.phone);
    const EmailState state = checkEmail(c.email).state;
    const bool emailChanged = c.email != before.email;
    const bool phoneChanged = c.phone != before.phone;
    Statement update = m_db.prepare(R"(
        UPDATE customers SET first_name = ?, last_name = ?, name_key = ?, email = ?, email_key = ?, email_state = ?, phone = ?, phone_key = ?,
               version = version + ?, created_at = ?, removed_at = ?, platform_id = ?, shop_updated_at = ?, seen_at = ? WHERE id = ?)");
    update.bind(QStringView(c.firstName)).bind(QStringView(c.lastName)).bind(QStringView(nameKeyOf(c.firstName, c.lastName))).bind(QStringView(c.email));
    bindOrNull(update, key);
    update.bind(static_cast<int>(state)).bind(QStringView(c.phone));
    bindOrNull(update, digits);
    update.bind(emailChanged || phoneChanged ? 1 : 0).bind(c.createdAt).bindOrNull(c.removedAt);
    bindOrNull(update, c.platformId);
    update.bind(QStringView(c.updatedAt)).bind(m_t.now).bind(before.id);
    if (Result<void> done = runIt(update); !done) return done;
    m_search.remove(before.id.value(), was->view());
    m_search.add(before.id.value(), FreshText(c).view());
    m_counts.customer(before.emailState, -1);
    m_counts.customer(state, 1);
    m_changed.insert(before.id.value());
    m_listsChanged = true;
    // The name that a row has until its own reading comes is no address that anybody used.
    const bool wasStranger = stored.updatedAt.isEmpty();
    if (!emailChanged || wasStranger) return {};
    Activity entry;
    entry.kind = ActivityKind::ContactChanged;
    entry.customer = before.id;
    entry.note = phoneChanged ? QStringLiteral("email phone") : QStringLiteral("email");
    if (Result<void> recorded = m_t.record(entry); !recorded) return recorded;
    return emailKey(before.email) == key ? Result<void>() : endWaysIn(before.id, LinkEnd::EmailChanged);
}

// A way in was made for the address that was on file, or for somebody who is no longer there.
Result<void> MirrorWriter::endWaysIn(CustomerId customer, LinkEnd how) {
    const Result<QList<LinkId>> ended = endLiveLinksOf(m_db, customer, how, AgentId(), m_t.now);
    if (!ended) return tl::unexpected<Error>(ended.error());
    for (const LinkId link : *ended) {
        Activity entry;
        entry.kind = how == LinkEnd::Revoked ? ActivityKind::LinkRevoked : ActivityKind::LinkVoided;
        entry.customer = customer;
        entry.link = link;
        if (Result<void> recorded = m_t.record(entry); !recorded) return recorded;
        m_t.announce({EventKind::LinkEnded, customer, link, m_t.now});
    }
    if (const Result<int> done = endSessionsOf(m_db, customer, {}, {}, m_t.now); !done) return tl::unexpected<Error>(done.error());
    return expireCodesOf(m_db, customer, m_t.now);
}

Result<void> MirrorWriter::redact(const Stored &stored, const MirroredCustomer &customer) {
    const OverwriteFreedPages overwrite(m_db);
    const CustomerId id = stored.row.id;
    // What this writer has noted of the row must not come after what empties it.
    if (Result<void> written = m_search.write(m_db); !written) return written;
    if (Result<void> done = endWaysIn(id, LinkEnd::Revoked); !done) return done;
    if (Result<void> done = emptyLinks(m_db, id); !done) return done;
    if (Result<void> done = removeSessions(m_db, id, m_t.now); !done) return done;
    if (Result<void> done = removeCodes(m_db, id, {}, m_t.now); !done) return done;
    if (const Result<QList<MessageId>> done = emptyMessages(m_db, id, m_t.now); !done) return tl::unexpected<Error>(done.error());
    if (Result<void> done = removeWords(m_db, id); !done) return done;
    if (Result<void> done = forgetDomain(m_db, id, mailDomainOf(stored.row.email)); !done) return done;
    if (Result<void> done = emptyCustomer(m_db, stored.row, m_t.now); !done) return done;
    Statement update = m_db.prepare("UPDATE customers SET platform_id = NULL, redacted_at = ?, shop_updated_at = ?, seen_at = ? WHERE id = ?");
    update.bind(customer.redactedAt).bind(QStringView(customer.updatedAt)).bind(m_t.now).bind(id);
    if (Result<void> done = runIt(update); !done) return done;
    m_changed.insert(id.value());
    m_listsChanged = true;
    Activity entry;
    entry.kind = ActivityKind::CustomerErased;
    entry.customer = id;
    return m_t.record(entry);
}

Result<void> MirrorWriter::putStranger(const QString &ref) {
    const Result<qint64> known = ownerOf(ref);
    if (!known) return tl::unexpected<Error>(known.error());
    if (*known != 0) return {};
    MirroredCustomer stranger;
    stranger.ref = ref;
    stranger.removedAt = m_t.now;
    return insertCustomer(stranger, false);
}

Result<void> MirrorWriter::removeCustomer(const QString &ref) {
    const Result<Stored> found = find(ref);
    if (!found) return tl::unexpected<Error>(found.error());
    if (!found->row.id.isValid() || found->row.removedAt.isSet()) return {};
    Statement update = m_db.prepare("UPDATE customers SET removed_at = ? WHERE id = ?");
    update.bind(m_t.now).bind(found->row.id);
    if (Result<void> done = runIt(update); !done) return done;
    m_changed.insert(found->row.id.value());
    m_listsChanged = true;
    return endWaysIn(found->row.id, LinkEnd::Revoked);
}

Result<void> MirrorWriter::finish() {
    for (const QString &subscription : std::exchange(m_touched, {}))
        if (Result<void> shown = showLines(subscription); !shown) return shown;
    if (Result<void> written = m_search.write(m_db); !written) return written;
    if (Result<void> written = m_counts.write(m_db); !written) return written;
    // A crowd is told of by whoever runs the sync, as one change of the whole directory.
    constexpr std::size_t few = 20;
    if (m_changed.size() > few) return {};
    for (const qint64 customer : m_changed) m_t.announce({EventKind::CustomerChanged, CustomerId(customer), {}, m_t.now});
    return {};
}

}  // namespace latchkey
