// Counts as the desk writes them: "1,000,000" in a title, "1.5M" in the sidebar.
#pragma once

#include <QString>

namespace latchkey {

QString countText(qint64 count);
QString shortCount(qint64 count);

}  // namespace latchkey
