// The one verb that edits a customer's e-mail and phone.
#include "services/directory/directory.h"

#include "models/domain/text_folding.h"
#include "services/store/count_store.h"
#include "services/store/customer_store.h"
#include "services/store/search_store.h"

namespace latchkey {

namespace {

Result<void> keepSearchTrue(Transaction &t, CustomerId id, const StoredText &before) {
    auto after = readSearchText(t.db, id.value());
    if (!after) return tl::unexpected(after.error());
    SearchEditor editor;
    editor.remove(id.value(), before.view());
    editor.add(id.value(), after->view());
    return editor.write(t.db);
}

}  // namespace

Result<ContactChanged> changeContact(Transaction &t, CustomerId id, const ContactChange &change, AgentId by) {
    auto before = readCustomer(t.db, id);
    if (!before) return tl::unexpected(before.error());
    if (before->erasedAt.isSet()) return fail(ErrorCode::NotFound, QString::number(id.value()));
    if (before->version != change.version) return fail(ErrorCode::VersionConflict, QString::number(before->version));
    Customer after = *before;
    after.email = trimInvisible(change.email);
    after.phone = trimInvisible(change.phone);
    const bool emailTouched = after.email != before->email && change.email != before->email;
    const bool phoneTouched = after.phone != before->phone && change.phone != before->phone;
    if (!emailTouched) after.email = before->email;
    if (!phoneTouched) after.phone = before->phone;
    if (!emailTouched && !phoneTouched) return ContactChanged{*before, false, before->email};
    if (emailTouched) {
        const EmailCheck check = checkEmail(after.email);
        if (check.state == EmailState::Malformed) return fail(ErrorCode::EmailInvalid, QStringLiteral("email"));
        after.emailState = check.state;
    }
    if (phoneTouched && !after.phone.isEmpty() && checkPhone(after.phone, homeCountry).state == PhoneState::Malformed) {
        return fail(ErrorCode::PhoneInvalid, QStringLiteral("phone"));
    }
    after.version = before->version + 1;

    auto text = readSearchText(t.db, id.value());
    if (!text) return tl::unexpected(text.error());
    auto written = writeContact(t.db, after, before->version);
    if (!written) return tl::unexpected(written.error());
    if (!*written) return fail(ErrorCode::VersionConflict);
    if (auto done = keepSearchTrue(t, id, *text); !done) return tl::unexpected(done.error());
    CountChanges counts;
    counts.customer(before->emailState, -1);
    counts.customer(after.emailState, 1);
    if (auto done = counts.write(t.db); !done) return tl::unexpected(done.error());

    Activity entry;
    entry.kind = ActivityKind::ContactChanged;
    entry.agent = by;
    entry.customer = id;
    entry.note = emailTouched && phoneTouched ? QStringLiteral("email phone") : emailTouched ? QStringLiteral("email") : QStringLiteral("phone");
    if (auto done = t.record(entry); !done) return tl::unexpected(done.error());
    t.announce({EventKind::CustomerChanged, id, {}, t.now});
    return ContactChanged{after, emailKey(after.email) != emailKey(before->email), before->email};
}

}  // namespace latchkey
