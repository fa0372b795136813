// Erases a customer: everything personal goes in one transaction, and the record says who did it.
#include "services/access/access_service.h"
#include "services/access/code_limits.h"
#include "services/access/secrets.h"
#include "services/store/customer_store.h"
#include "services/store/erase_store.h"

namespace latchkey {

namespace {

bool isConfirmedBy(const QString &typed, const Customer &customer) {
    const QString name = customer.name().simplified();
    const QString shown = !name.isEmpty() ? name : !customer.email.isEmpty() ? customer.email.simplified() : customer.ref.simplified();
    return typed.simplified() == shown;
}

// Every way in which the customer may have typed what is on file.
QList<TypedMark> typedMarks(const QByteArray &key, const Customer &customer) {
    QStringList values;
    if (!customer.email.isEmpty()) values << emailKey(customer.email);
    const QString phone = phoneKey(customer.phone);
    if (!phone.isEmpty()) values << phone << QStringLiteral("00") + phone;
    if (phone.size() == 11 && phone.startsWith(QLatin1Char('1'))) values << phone.mid(1);
    if (phone.size() == 10) values << QLatin1Char('1') + phone << QStringLiteral("001") + phone;
    QList<TypedMark> marks;
    for (const QString &value : std::as_const(values)) {
        const QByteArray hash = typedMac(key, value);
        marks.append({hash, CodeSubject{{}, hash, {}}.typed()});
    }
    return marks;
}

}  // namespace

Result<void> AccessService::eraseCustomer(Transaction &t, CustomerId id, const QString &typedName, AgentId by) {
    const Result<Customer> customer = readCustomer(t.db, id);
    if (!customer) return tl::unexpected<Error>(customer.error());
    if (customer->erasedAt.isSet()) return {};
    if (!isConfirmedBy(typedName, *customer)) return fail(ErrorCode::InvalidRequest, QStringLiteral("name"));

    const OverwriteFreedPages overwrite(t.db);
    if (const Result<int> ended = endAllOf(t, id, LinkEnd::Revoked, by); !ended) return tl::unexpected<Error>(ended.error());
    if (Result<void> done = emptyLinks(t.db, id); !done) return done;
    if (Result<void> done = removeSessions(t.db, id, t.now); !done) return done;
    if (Result<void> done = removeCodes(t.db, id, typedMarks(m_setup.codeKey, *customer), t.now); !done) return done;
    const Result<QList<MessageId>> messages = emptyMessages(t.db, id, t.now);
    if (!messages) return tl::unexpected<Error>(messages.error());
    if (Result<void> done = removeWords(t.db, id); !done) return done;
    if (Result<void> done = forgetDomain(t.db, id, mailDomainOf(customer->email)); !done) return done;
    if (Result<void> done = emptyCustomer(t.db, *customer, t.now); !done) return done;

    Activity entry;
    entry.kind = ActivityKind::CustomerErased;
    entry.agent = by;
    entry.customer = id;
    if (Result<void> recorded = t.record(entry); !recorded) return recorded;
    t.afterCommit([&postman = m_postman, gone = *messages] { postman.forget(gone); });
    t.announce({EventKind::CustomerChanged, id, {}, t.now});
    return {};
}

}  // namespace latchkey
