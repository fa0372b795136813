// One table per enum, in the enum's own order, serves both its text on the wire and the way back.
#pragma once

#include <QString>

#include <array>
#include <optional>

namespace latchkey {

template <class E>
struct EnumName {
    E value;
    QLatin1String text;
};

template <class E, std::size_t N>
using EnumNames = std::array<EnumName<E>, N>;

// Holds a table to its enum at compile time: every value from the first row to `last`, none left out.
template <class E, std::size_t N>
constexpr bool namesAll(const EnumNames<E, N> &names, E last) {
    for (std::size_t i = 0; i < N; ++i)
        if (static_cast<std::size_t>(names[i].value) != static_cast<std::size_t>(names[0].value) + i) return false;
    return names[N - 1].value == last;
}

template <class E, std::size_t N>
QString nameOf(const EnumNames<E, N> &names, E value) {
    const std::size_t row = static_cast<std::size_t>(value) - static_cast<std::size_t>(names[0].value);
    return row < N ? QString(names[row].text) : QString();
}

template <class E, std::size_t N>
std::optional<E> valueNamed(const EnumNames<E, N> &names, QStringView text) {
    for (const EnumName<E> &name : names)
        if (text == name.text) return name.value;
    return {};
}

}  // namespace latchkey
