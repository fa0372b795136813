// Prints the bench's table with aligned columns.
#include "tests/bench/report.h"

#include <algorithm>
#include <cstdio>

namespace latchkey::bench {

std::string number(double value, int decimals, const std::string &unit) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    std::string out = text;
    std::size_t point = out.find('.');
    if (point == std::string::npos) point = out.size();
    for (std::size_t i = point; i > 3; i -= 3) out.insert(i - 3, 1, ',');
    return out + unit;
}

void printTable(const std::vector<Row> &rows) {
    const Row head{"#", "what", "ours", "beside it, same run", "goal", true};
    std::size_t widths[5] = {0, 0, 0, 0, 0};
    const auto cells = [](const Row &row) { return std::vector<std::string>{row.number, row.what, row.ours, row.beside, row.goal}; };
    const auto measure = [&](const Row &row) {
        const std::vector<std::string> texts = cells(row);
        for (std::size_t i = 0; i < 5; ++i) widths[i] = std::max(widths[i], texts[i].size());
    };
    measure(head);
    for (const Row &row : rows) measure(row);
    const auto print = [&](const Row &row, const char *mark) {
        const std::vector<std::string> texts = cells(row);
        for (std::size_t i = 0; i < 5; ++i) std::printf("%-*s  ", static_cast<int>(widths[i]), texts[i].c_str());
        std::printf("%s\n", mark);
    };
    print(head, "");
    for (const Row &row : rows) print(row, row.goal.empty() ? "" : row.reached ? "reached" : "short");
}

}  // namespace latchkey::bench
