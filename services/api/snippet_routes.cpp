// Routes of the snippets: the replies that agents copy, listed for all and changed by few.
#include "services/api/api.h"
#include "services/api/input.h"

#include "models/json/json.h"
#include "services/store/snippet_store.h"

namespace latchkey {

namespace {

// Past what is allowed, so that checkSnippet() is the one to say what is too long.
constexpr int longestText = 20'000;

Result<Snippet> readSnippetOf(const Call &call) {
    BodyReader in(call.exchange->request());
    Snippet snippet;
    snippet.id = call.id<SnippetId>();
    const bool isNew = call.parameters.empty();
    snippet.use = in.named<SnippetUse>("use", snippetUseFromText, true).value_or(snippet.use);
    snippet.language = in.named<Language>("language", languageFromText, true).value_or(snippet.language);
    snippet.title = in.text("title", longestText, true).trimmed();
    snippet.body = in.text("body", longestText, true);
    if (!isNew) snippet.version = in.number("version", 1, true);
    if (const std::optional<Error> error = in.error()) return tl::unexpected<Error>(*error);
    if (!isNew && !snippet.id.isValid()) return fail(ErrorCode::NotFound, QStringLiteral("snippet"));
    const SnippetFault fault = checkSnippet(snippet);
    if (fault.problem != SnippetProblem::None) return fail(ErrorCode::SnippetInvalid, toText(fault.problem));
    return snippet;
}

Result<void> recordChange(Transaction &t, SnippetId snippet, const char *what, AgentId by) {
    Activity entry;
    entry.kind = ActivityKind::SnippetsChanged;
    entry.agent = by;
    entry.note = QStringLiteral("id=%1 %2").arg(snippet.value()).arg(QLatin1String(what));
    if (Result<void> recorded = t.record(entry); !recorded) return recorded;
    t.announce({EventKind::ShopChanged, {}, {}, t.now});
    return {};
}

void answerWith(const Call &call, int status, const Result<Snippet> &kept) {
    if (!kept) return call.refuse(kept.error());
    JsonWriter out;
    writeJson(out, *kept);
    call.json(status, out.take());
}

}  // namespace

void Api::snippets(const Call &call) {
    answerFromRead(call, {}, [](Connection &db) -> Result<std::string> {
        const Result<QList<Snippet>> all = SnippetStore(db).all();
        if (!all) return tl::unexpected<Error>(all.error());
        JsonWriter out;
        out.beginObject().key("items");
        writeJson(out, *all);
        out.endObject();
        return out.take();
    });
}

void Api::addSnippet(const Call &call) {
    const Result<Snippet> snippet = readSnippetOf(call);
    if (!snippet) return call.refuse(snippet.error());
    give<Snippet>(
        call,
        [snippet = *snippet, by = call.agent.id](Transaction &t) -> Result<Snippet> {
            Result<Snippet> added = SnippetStore(t.db).insert(snippet);
            if (!added) return added;
            if (const Result<void> recorded = recordChange(t, added->id, "added", by); !recorded) return tl::unexpected<Error>(recorded.error());
            return added;
        },
        [call](const Result<Snippet> &added) { answerWith(call, 201, added); });
}

void Api::changeSnippet(const Call &call) {
    const Result<Snippet> snippet = readSnippetOf(call);
    if (!snippet) return call.refuse(snippet.error());
    give<Snippet>(
        call,
        [snippet = *snippet, by = call.agent.id](Transaction &t) -> Result<Snippet> {
            Result<Snippet> saved = SnippetStore(t.db).update(snippet);
            if (!saved) return saved;
            if (const Result<void> recorded = recordChange(t, saved->id, "saved", by); !recorded) return tl::unexpected<Error>(recorded.error());
            return saved;
        },
        [call](const Result<Snippet> &saved) { answerWith(call, 200, saved); });
}

void Api::deleteSnippet(const Call &call) {
    BodyReader in(call.exchange->request());
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);
    give<void>(
        call,
        [id = call.id<SnippetId>(), by = call.agent.id](Transaction &t) -> Result<void> {
            if (Result<void> removed = SnippetStore(t.db).remove(id); !removed) return removed;
            return recordChange(t, id, "deleted", by);
        },
        [call](const Result<void> &removed) {
            if (!removed) return call.refuse(removed.error());
            call.nothing();
        });
}

}  // namespace latchkey
