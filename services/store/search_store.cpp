// Writes and reads search_grams.
#include "services/store/search_store.h"

#include "services/store/bulk_rows.h"
#include "services/store/folded.h"

#include <algorithm>
#include <numeric>

namespace latchkey {

namespace {

constexpr Gram tightGrams = Gram(1) << 21;

qint64 chunkOf(qint64 id) {
    return id >> chunkBits;
}

std::uint16_t placeOf(qint64 id) {
    return static_cast<std::uint16_t>(id & static_cast<qint64>(chunkSize - 1));
}

// So that their lists, 4 kB each at most, stay few in memory.
constexpr std::size_t gramsReadAtOnce = 256;
constexpr std::size_t gramsWrittenAtOnce = 32;

Result<std::unordered_map<Gram, QByteArray>> readLists(Connection &db, qint64 chunk, const std::vector<Gram> &grams) {
    QByteArray asked = "[";
    for (const Gram gram : grams) asked += QByteArray::number(static_cast<qint64>(gram)) + ',';
    asked.back() = ']';
    auto rows = db.prepare("SELECT gram, ids FROM search_grams WHERE chunk = ? AND gram IN (SELECT value FROM json_each(?))");
    rows.bind(chunk).bindText(std::string_view(asked.constData(), static_cast<std::size_t>(asked.size())));
    std::unordered_map<Gram, QByteArray> lists;
    while (rows.step()) lists.emplace(rows.integer(0), rows.blob(1));
    if (rows.error()) return tl::unexpected(*rows.error());
    return lists;
}

std::vector<std::uint16_t> withNotes(const std::vector<std::uint16_t> &before, const std::map<std::uint16_t, bool> &notes) {
    std::vector<std::uint16_t> after;
    after.reserve(before.size() + notes.size());
    auto note = notes.begin();
    for (const std::uint16_t id : before) {
        for (; note != notes.end() && note->first < id; ++note) {
            if (note->second) after.push_back(note->first);
        }
        if (note != notes.end() && note->first == id) {
            if (note->second) after.push_back(id);
            ++note;
        } else {
            after.push_back(id);
        }
    }
    for (; note != notes.end(); ++note) {
        if (note->second) after.push_back(note->first);
    }
    return after;
}

// Many lists by one statement: in PostgreSQL each statement is a journey of its own.
class GramWrites {
public:
    explicit GramWrites(Connection &db) : m_db(db) {}

    Result<void> put(qint64 chunk, Gram gram, const std::vector<std::uint16_t> &ids) {
        if (ids.empty()) {
            auto remove = m_db.prepare("DELETE FROM search_grams WHERE chunk = ? AND gram = ?");
            auto done = remove.bind(chunk).bind(static_cast<qint64>(gram)).run();
            if (!done) return tl::unexpected(done.error());
            return {};
        }
        m_waiting.push_back({chunk, gram, encodeIds(ids)});
        return m_waiting.size() < gramsWrittenAtOnce ? Result<void>() : flush(gramsWrittenAtOnce);
    }
    Result<void> finish() {
        while (!m_waiting.empty())
            if (auto done = flush(1); !done) return done;
        return {};
    }

private:
    // The last `count` of them, by the statement for as many.
    Result<void> flush(std::size_t count) {
        static const std::string one = insertOf(1);
        static const std::string many = insertOf(gramsWrittenAtOnce);
        auto insert = m_db.prepare(count == 1 ? one : many);
        for (std::size_t i = m_waiting.size() - count; i < m_waiting.size(); ++i)
            insert.bind(m_waiting[i].chunk).bind(static_cast<qint64>(m_waiting[i].gram)).bindBlobInPlace(m_waiting[i].ids);
        auto done = insert.run();
        m_waiting.resize(m_waiting.size() - count);
        if (!done) return tl::unexpected(done.error());
        return {};
    }
    static std::string insertOf(std::size_t rows) {
        std::string sql = "INSERT INTO search_grams (chunk, gram, ids) VALUES (?, ?, ?)";
        for (std::size_t i = 1; i < rows; ++i) sql += ", (?, ?, ?)";
        return sql + " ON CONFLICT (chunk, gram) DO UPDATE SET ids = excluded.ids";
    }

    Connection &m_db;
    std::vector<PackedGram> m_waiting;
};

}  // namespace

SearchBuilder::SearchBuilder() : m_ascii(static_cast<std::size_t>(tightGrams), -1) {}

std::vector<std::uint16_t> &SearchBuilder::listOf(Gram gram) {
    std::int32_t &slot = gram < tightGrams ? m_ascii[static_cast<std::size_t>(gram)] : m_others.try_emplace(gram, -1).first->second;
    if (slot < 0) {
        slot = static_cast<std::int32_t>(m_grams.size());
        m_grams.push_back(gram);
        if (m_lists.size() < m_grams.size()) m_lists.emplace_back();
    }
    return m_lists[static_cast<std::size_t>(slot)];
}

void SearchBuilder::add(qint64 id, const SearchText &text) {
    m_chunk = chunkOf(id);
    const std::uint16_t place = placeOf(id);
    m_scratch.clear();
    appendGrams(text, m_scratch);
    for (const Gram gram : m_scratch) {
        auto &list = listOf(gram);
        if (list.empty() || list.back() != place) list.push_back(place);
    }
}

std::vector<PackedGram> SearchBuilder::pack() {
    std::vector<std::uint32_t> order(m_grams.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) { return m_grams[a] < m_grams[b]; });
    std::vector<PackedGram> packed;
    packed.reserve(order.size());
    for (const std::uint32_t i : order) {
        packed.push_back({m_chunk, m_grams[i], encodeIds(m_lists[i])});
        m_lists[i].clear();
        if (m_grams[i] < tightGrams) m_ascii[static_cast<std::size_t>(m_grams[i])] = -1;
    }
    m_others.clear();
    m_grams.clear();
    return packed;
}

Result<void> writeGrams(Connection &db, const std::vector<PackedGram> &grams) {
    BulkRows insert(db, "search_grams", "chunk, gram, ids");
    for (const PackedGram &one : grams) {
        if (auto done = insert.bind(one.chunk).bind(static_cast<qint64>(one.gram)).bindBlobInPlace(one.ids).run(); !done) return done;
    }
    return insert.flush();
}

void SearchEditor::note(qint64 id, const SearchText &text, bool present) {
    m_scratch.clear();
    appendGrams(text, m_scratch);
    for (const Gram gram : m_scratch) m_notes[{chunkOf(id), gram}][placeOf(id)] = present;
}

void SearchEditor::addSlice(qint64 id, const SearchText &text, int slice, int slices) {
    m_scratch.clear();
    appendGrams(text, m_scratch);
    // The letters stand in the number's lower bits, too alike to divide by.
    const auto sliceOf = [slices](Gram gram) { return static_cast<int>((static_cast<std::uint64_t>(gram) * 0x9E3779B97F4A7C15ULL >> 32U) % static_cast<std::uint64_t>(slices)); };
    for (const Gram gram : m_scratch)
        if (sliceOf(gram) == slice) m_notes[{chunkOf(id), gram}][placeOf(id)] = true;
}

Result<void> SearchEditor::write(Connection &db) {
    GramWrites writes(db);
    for (auto at = m_notes.cbegin(); at != m_notes.cend();) {
        const qint64 chunk = at->first.first;
        std::vector<Gram> grams;
        auto end = at;
        for (; end != m_notes.cend() && end->first.first == chunk && grams.size() < gramsReadAtOnce; ++end) grams.push_back(end->first.second);
        const auto before = readLists(db, chunk, grams);
        if (!before) return tl::unexpected(before.error());
        for (; at != end; ++at) {
            const auto known = before->find(at->first.second);
            const QByteArray blob = known == before->end() ? QByteArray() : known->second;
            const auto was = decodeIds(std::string_view(blob.constData(), static_cast<std::size_t>(blob.size())));
            const auto is = withNotes(was, at->second);
            if (is == was) continue;
            if (auto done = writes.put(chunk, at->first.second, is); !done) return done;
        }
    }
    m_notes.clear();
    return writes.finish();
}

bool StoredText::contains(std::string_view word) const {
    const auto in = [word](const std::string &field) { return field.find(word) != std::string::npos; };
    return in(name) || in(email) || in(phone) || in(ref) || in(emailKey);
}

StoredText searchTextOf(const Statement &row, int at) {
    StoredText text;
    text.name = std::string(row.utf8(at));
    text.email = foldUtf8(row.utf8(at + 1));
    text.emailKey = std::string(row.utf8(at + 2));
    if (text.emailKey == text.email) text.emailKey.clear();
    text.phone = std::string(row.utf8(at + 3));
    text.ref = foldUtf8(row.utf8(at + 4));
    text.emailState = static_cast<int>(row.integer(at + 5));
    return text;
}

Result<StoredText> readSearchText(Connection &db, qint64 id) {
    auto row = db.prepare("SELECT name_key, email, email_key, phone_key, ref, email_state FROM customers WHERE id = ?");
    row.bind(id);
    if (!row.step()) return row.error() ? tl::unexpected(*row.error()) : fail(ErrorCode::NotFound, QString::number(id));
    return searchTextOf(row, 0);
}

TextCheck::TextCheck(Connection &db, std::vector<std::string> words)
    : m_row(db.prepare("SELECT name_key, ref, phone_key, email, email_key FROM customers WHERE id = ?")), m_words(std::move(words)) {}

Result<bool> TextCheck::contains(qint64 id, std::string_view *name) {
    m_row.reset();
    m_row.bind(id);
    if (!m_row.step()) return m_row.error() ? Result<bool>(tl::unexpected(*m_row.error())) : false;
    if (name) *name = m_row.utf8(0);
    for (const auto &word : m_words) {
        const auto in = [&word](std::string_view field) { return field.find(word) != std::string_view::npos; };
        if (in(m_row.utf8(0)) || in(m_row.utf8(4)) || in(m_row.utf8(2))) continue;
        // Folding is for the few whose key differs from their address.
        if (in(foldUtf8(m_row.utf8(3))) || in(foldUtf8(m_row.utf8(1)))) continue;
        return false;
    }
    return true;
}

Result<Candidates> Candidates::read(Connection &db, const std::vector<Gram> &grams) {
    Candidates all;
    auto last = db.prepare("SELECT max(chunk) FROM search_grams");
    if (!last.step() || last.isNull(0) || grams.empty()) return last.error() ? Result<Candidates>(tl::unexpected(*last.error())) : all;
    const qint64 chunks = last.integer(0) + 1;
    last.reset();
    all.m_bits.assign(static_cast<std::size_t>(chunks) * ChunkBits::words, 0);
    auto read = db.prepare("SELECT ids FROM search_grams WHERE chunk = ? AND gram = ?");
    std::vector<Gram> rarestFirst = grams;
    std::vector<std::pair<std::size_t, Gram>> sizes;
    ChunkBits bits;
    for (qint64 chunk = 0; chunk < chunks; ++chunk) {
        bits.fill();
        sizes.clear();
        bool any = true;
        for (const Gram gram : rarestFirst) {
            read.reset();
            read.bind(chunk).bind(static_cast<qint64>(gram));
            any = read.step();
            if (read.error()) return tl::unexpected(*read.error());
            if (!any) {
                sizes.assign(1, {0, gram});
                break;
            }
            const std::string_view blob = read.utf8(0);
            sizes.emplace_back(blob.size(), gram);
            bits.andWith(blob);
        }
        if (any) std::copy(bits.raw().begin(), bits.raw().end(), all.m_bits.begin() + static_cast<std::ptrdiff_t>(chunk) * static_cast<std::ptrdiff_t>(ChunkBits::words));
        if (sizes.size() == rarestFirst.size()) {
            std::sort(sizes.begin(), sizes.end());
            for (std::size_t i = 0; i < sizes.size(); ++i) rarestFirst[i] = sizes[i].second;
        }
    }
    for (const std::uint64_t word : all.m_bits) all.m_size += __builtin_popcountll(word);
    return all;
}

bool Candidates::has(qint64 id) const {
    const auto at = static_cast<std::size_t>(id);
    return id >= 0 && at / 64 < m_bits.size() && (m_bits[at / 64] >> (at % 64) & 1U);
}

void Candidates::drop(qint64 id) {
    if (!has(id)) return;
    const auto at = static_cast<std::size_t>(id);
    m_bits[at / 64] &= ~(std::uint64_t(1) << (at % 64));
    --m_size;
}

void Candidates::andWith(const Candidates &other) {
    m_size = 0;
    for (std::size_t i = 0; i < m_bits.size(); ++i) {
        m_bits[i] &= i < other.m_bits.size() ? other.m_bits[i] : 0;
        m_size += __builtin_popcountll(m_bits[i]);
    }
}

std::vector<qint64> Candidates::ids(std::size_t limit) const {
    std::vector<qint64> ids;
    for (std::size_t i = 0; i < m_bits.size() && ids.size() < limit; ++i) {
        for (std::uint64_t word = m_bits[i]; word && ids.size() < limit; word &= word - 1) {
            ids.push_back(static_cast<qint64>(i * 64) + __builtin_ctzll(word));
        }
    }
    return ids;
}

}  // namespace latchkey
