// The bench's table: what, ours, the floor or peer of the same run, the ratio, and the goal.
#pragma once

#include <string>
#include <vector>

namespace latchkey::bench {

struct Row {
    std::string number;  // "P1"
    std::string what;
    std::string ours;
    std::string beside;  // what stood beside it, with its figure
    std::string goal;
    bool reached = true;
};

void printTable(const std::vector<Row> &rows);
std::string number(double value, int decimals = 0, const std::string &unit = {});  // "12,345/s"

}  // namespace latchkey::bench
