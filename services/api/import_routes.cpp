// Routes of imports: open one, send its files, look at them, start, follow, stop, and read what was refused.
#include "services/api/api.h"
#include "services/api/input.h"

#include "models/json/import_json.h"

namespace latchkey {

namespace {

constexpr qint64 largestOffset = 1LL << 50;
constexpr int mostRefused = 500;
constexpr std::string_view uploadsBegin = "/api/v1/imports/";

Result<ImportOffers> readOffers(const http::Request &request) {
    BodyReader in(request);
    ImportOffers offers;
    for (const ImportKind kind : {ImportKind::Customers, ImportKind::Subscriptions}) {
        const QByteArray name = toText(kind).toLatin1();
        if (!in.has(name.constData())) continue;
        const Result<ImportOffer> offer = readImportOffer(in.object(name.constData()));
        if (!offer) return tl::unexpected(offer.error());
        offers.of(kind) = *offer;
    }
    if (const std::optional<Error> error = in.error()) return tl::unexpected(*error);
    if (!offers.customers && !offers.subscriptions) return fail(ErrorCode::InvalidRequest, QStringLiteral("customers"));
    return offers;
}

Result<ImportMaps> readMaps(const http::Request &request) {
    BodyReader in(request);
    ImportMaps maps;
    const QJsonObject columns = in.object("columns");
    if (const std::optional<Error> error = in.error()) return tl::unexpected(*error);
    for (auto each = columns.begin(); each != columns.end(); ++each) {
        const std::optional<ImportKind> kind = importKindFromText(each.key());
        Result<ImportMap> map = readImportMap(each.value());
        if (!kind) return fail(ErrorCode::InvalidRequest, QStringLiteral("columns"));
        if (!map) return tl::unexpected(map.error());
        maps.of(*kind) = std::move(*map);
    }
    return maps;
}

// Answers with the JSON of what was asked for, or refuses.
template <class T>
std::function<void(Result<T>)> answering(const Call &call, int status = 200) {
    return [call, status](const Result<T> &done) {
        if (!done) return call.refuse(done.error());
        JsonWriter out;
        writeJson(out, *done);
        call.json(status, out.take());
    };
}

// Empty for the embedded desk's agent, who may as long as the service runs.
std::function<Result<void>(Connection &)> stillMayOf(const Call &call) {
    if (!call.permission) return {};
    return [hash = call.tokenHash, asked = *call.permission](Connection &db) -> Result<void> {
        const Result<Role> role = stillMay(db, hash, asked);
        return role ? Result<void>() : tl::unexpected<Error>(role.error());
    };
}

}  // namespace

std::size_t Api::bodyBytesOf(const http::Request &head, std::size_t usual) {
    if (head.method != http::Method::Patch || !head.path.starts_with(uploadsBegin)) return usual;
    const Result<Agent> agent = m_authentication.agentOf(head.header("authorization"));
    return agent && may(agent->role, Permission::ImportFiles) ? ImportDesk::pieceBytes : usual;
}

void Api::openImport(const Call &call) {
    if (isNotHere(call)) return;
    const Result<ImportOffers> offers = readOffers(call.exchange->request());
    if (!offers) return call.refuse(offers.error());
    m_setup.imports.open({call.agent.id, call.desk}, *offers, answering<ImportStatus>(call, 201));
}

void Api::uploadCustomers(const Call &call) { upload(call, ImportKind::Customers); }
void Api::uploadSubscriptions(const Call &call) { upload(call, ImportKind::Subscriptions); }

void Api::upload(const Call &call, ImportKind kind) {
    QueryReader in(call.exchange->request());
    const qint64 offset = in.number("offset", 0, 0, largestOffset);
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);
    m_setup.imports.write(call.agent.id, call.number(), kind, offset, call.exchange->request().body, answering<ImportStatus>(call));
}

void Api::previewImport(const Call &call) {
    m_setup.imports.preview(call.agent.id, call.number(), [call](const Result<QList<ImportPreview>> &previews) {
        if (!previews) return call.refuse(previews.error());
        JsonWriter out;
        out.beginObject().key("items");
        writeJson(out, *previews);
        out.endObject();
        call.json(200, out.take());
    });
}

void Api::startImport(const Call &call) {
    if (isNotHere(call)) return;
    const Result<ImportMaps> maps = readMaps(call.exchange->request());
    if (!maps) return call.refuse(maps.error());
    m_setup.imports.start(call.agent.id, call.number(), *maps, stillMayOf(call), answering<ImportStatus>(call, 202));
}

void Api::importStatus(const Call &call) { m_setup.imports.status(call.agent.id, call.number(), answering<ImportStatus>(call)); }

void Api::cancelImport(const Call &call) {
    const bool anyones = may(call.agent.role, Permission::ManageAgents);
    m_setup.imports.cancel(anyones ? AgentId() : call.agent.id, call.number(), answering<ImportStatus>(call));
}

void Api::refusedRows(const Call &call) {
    QueryReader in(call.exchange->request());
    const std::optional<ImportKind> kind = in.word<ImportKind>("file", importKindFromText);
    const qint64 after = in.number("after", 0, 0, largestOffset);
    const auto limit = static_cast<int>(in.number("limit", mostRefused, 1, mostRefused));
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);
    m_setup.imports.refused(call.agent.id, call.number(), kind.value_or(ImportKind::Customers), after, limit, answering<RefusedPage>(call));
}

}  // namespace latchkey
