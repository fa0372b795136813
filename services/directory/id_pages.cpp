// Pages by key: a place in a list travels as an opaque text, a row number is resolved through samples.
#include "services/directory/id_pages.h"

#include <QByteArray>
#include <QList>

#include <algorithm>
#include <cstdlib>

namespace latchkey {

namespace {

constexpr int sampleStep = 500;
constexpr std::size_t listsKept = 12;

// "k", segment, number, id, row number of the next row, text; the text is last, for it may hold anything.
QString encode(const ListKey &key, qint64 nextRow) {
    QByteArray plain = "k|" + QByteArray::number(key.segment) + '|' + QByteArray::number(key.number) + '|' + QByteArray::number(key.id) + '|' +
                       QByteArray::number(nextRow) + '|';
    plain.append(key.text.data(), static_cast<qsizetype>(key.text.size()));
    return QString::fromLatin1(plain.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

struct Place {
    ListKey key;
    qint64 nextRow = 0;
};

std::optional<Place> decode(const QString &text) {
    const auto plain = QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!plain) return std::nullopt;
    qsizetype from = 0;
    QList<QByteArray> parts;
    for (int i = 0; i < 5; ++i) {
        const qsizetype bar = (*plain).indexOf('|', from);
        if (bar < 0) return std::nullopt;
        parts.append((*plain).mid(from, bar - from));
        from = bar + 1;
    }
    bool good[4] = {};
    Place place;
    place.key.segment = parts[1].toInt(&good[0]);
    place.key.number = parts[2].toLongLong(&good[1]);
    place.key.id = parts[3].toLongLong(&good[2]);
    place.nextRow = parts[4].toLongLong(&good[3]);
    place.key.text = (*plain).mid(from).toStdString();
    if (parts[0] != "k" || !std::all_of(std::begin(good), std::end(good), [](bool one) { return one; })) return std::nullopt;
    if (place.key.segment < 0 || place.key.segment > 1 || place.nextRow < 0) return std::nullopt;
    return place;
}

}  // namespace

Result<IdPage> pageOf(const IdList &list, const Cut &cut) {
    qint64 from = std::max<qint64>(cut.at, 0);
    if (!cut.after.isEmpty()) {
        const auto place = decode(cut.after);
        if (!place) return fail(ErrorCode::InvalidRequest, QStringLiteral("after"));
        // The row itself is looked for, since a list may have changed since its page was read.
        const auto seen = std::find(list.ids.begin(), list.ids.end(), place->key.id);
        from = seen == list.ids.end() ? place->nextRow : seen - list.ids.begin() + 1;
    }
    IdPage page;
    page.first = from;
    page.count = list.count;
    page.countIsExact = list.countIsExact;
    const auto size = static_cast<qint64>(list.ids.size());
    const qint64 end = std::min(size, from + cut.limit);
    for (qint64 i = from; i < end; ++i) page.ids.push_back(list.ids[static_cast<std::size_t>(i)]);
    if ((end < size || !list.complete) && !page.ids.empty()) page.next = encode({0, {}, 0, page.ids.back()}, end);
    return page;
}

Result<IdPage> SampledLists::page(Connection &db, const ListSpec &spec, qint64 count, const Cut &cut) {
    IdPage page;
    page.count = count;
    std::vector<ListKey> keys;
    // One more than asked for tells whether there is a next page.
    if (!cut.after.isEmpty()) {
        const auto place = decode(cut.after);
        if (!place) return fail(ErrorCode::InvalidRequest, QStringLiteral("after"));
        auto read = readKeys(db, spec, &place->key, From::Behind, cut.limit + 1);
        if (!read) return tl::unexpected(read.error());
        keys = std::move(*read);
        page.first = place->nextRow;
    } else {
        page.first = std::max<qint64>(cut.at, 0);
        auto read = keysAt(db, spec, count, page.first, cut.limit + 1);
        if (!read) return tl::unexpected(read.error());
        keys = std::move(*read);
    }
    const bool more = keys.size() > static_cast<std::size_t>(cut.limit);
    if (more) keys.resize(static_cast<std::size_t>(cut.limit));
    for (const auto &key : keys) page.ids.push_back(key.id);
    if (more) page.next = encode(keys.back(), page.first + cut.limit);
    return page;
}

Result<std::vector<ListKey>> SampledLists::keysAt(Connection &db, const ListSpec &spec, qint64 count, qint64 at, int limit) {
    std::vector<ListKey> keys;
    if (at > 0 && at >= count) return keys;
    if (at < sampleStep) {
        auto read = readKeys(db, spec, nullptr, From::At, static_cast<int>(at) + limit);
        if (read) read->erase(read->begin(), read->begin() + std::min<std::ptrdiff_t>(at, std::ssize(*read)));
        return read;
    }
    auto dense = firstOfDenseIds(db, spec, count);
    if (!dense) return tl::unexpected(dense.error());
    if (*dense) {
        const ListKey from{0, {}, 0, spec.descending ? **dense + count - 1 - at : **dense + at};
        return readKeys(db, spec, &from, From::At, limit);
    }
    // Backwards, a row is reached from the sample behind it, so that both directions share their samples.
    const bool backwards = spec.descending && isOneStretch(spec.order);
    auto samples = samplesOf(db, {spec.order, spec.parameter, spec.descending && !backwards}, count);
    if (!samples) return tl::unexpected(samples.error());
    const qint64 place = backwards ? (*samples)->rows - 1 - at : at;
    if (place < 0) return keys;
    const qint64 sample = backwards ? (place + sampleStep - 1) / sampleStep : place / sampleStep;
    if (sample >= std::ssize((*samples)->keys)) return keys;
    const auto skip = static_cast<int>(std::abs(place - sample * sampleStep));
    auto read = readKeys(db, spec, &(*samples)->keys[static_cast<std::size_t>(sample)], From::At, skip + limit);
    if (read) read->erase(read->begin(), read->begin() + std::min<std::ptrdiff_t>(skip, std::ssize(*read)));
    return read;
}

Result<std::shared_ptr<const SampledLists::Samples>> SampledLists::samplesOf(Connection &db, const ListSpec &spec, qint64 count) {
    {
        const std::lock_guard lock(m_guard);
        for (const auto &known : m_samples) {
            // Another number of rows means that another process has imported.
            if (known->spec == spec && known->rows == count) return known;
        }
    }
    auto made = std::make_shared<Samples>();
    made->spec = spec;
    auto keys = sampleKeys(db, spec, sampleStep, made->rows);
    if (!keys) return tl::unexpected(keys.error());
    made->keys = std::move(*keys);
    const std::lock_guard lock(m_guard);
    std::erase_if(m_samples, [&spec](const auto &one) { return one->spec == spec; });
    if (m_samples.size() >= listsKept) m_samples.erase(m_samples.begin());
    m_samples.push_back(made);
    return std::shared_ptr<const Samples>(made);
}

Result<void> SampledLists::warmUp(Connection &db, const ListSpec &spec, qint64 count) {
    if (count <= sampleStep) return {};
    auto made = samplesOf(db, spec, count);
    if (!made) return tl::unexpected(made.error());
    return {};
}

void SampledLists::forget() {
    const std::lock_guard lock(m_guard);
    m_samples.clear();
}

}  // namespace latchkey
