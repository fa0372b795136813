// Tagged row ids: an Id<Customer> can never be handed over where an Id<Subscription> is meant.
#pragma once

#include <QHashFunctions>
#include <QtGlobal>

#include <compare>

namespace latchkey {

template <class Tag>
class Id {
public:
    constexpr Id() = default;
    explicit constexpr Id(qint64 value) : m_value(value) {}

    [[nodiscard]] constexpr qint64 value() const { return m_value; }
    [[nodiscard]] constexpr bool isValid() const { return m_value > 0; }

    friend constexpr auto operator<=>(Id, Id) = default;
    friend size_t qHash(Id id, size_t seed = 0) noexcept { return ::qHash(id.m_value, seed); }

private:
    qint64 m_value = 0;
};

using CustomerId = Id<struct CustomerTag>;
using SubscriptionId = Id<struct SubscriptionTag>;
using LinkId = Id<struct LinkTag>;
using AgentId = Id<struct AgentTag>;
using SessionId = Id<struct SessionTag>;  // the row, never the secret in the cookie
using MessageId = Id<struct MessageTag>;
using SnippetId = Id<struct SnippetTag>;
using ActivityId = Id<struct ActivityTag>;

}  // namespace latchkey
