// The short way for ASCII, models' own functions for the rest.
#include "services/store/folded.h"

#include "models/domain/email_address.h"
#include "models/domain/phone_number.h"
#include "models/domain/text_folding.h"

#include <algorithm>

namespace latchkey {

namespace {

std::string viaQString(std::string_view text, QString (*fold)(QStringView)) {
    return fold(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()))).toStdString();
}

// Lower case with single spaces inside and none at the ends.
std::string foldAscii(std::string_view text) {
    std::string folded;
    folded.reserve(text.size());
    for (const char c : text) {
        if (c == ' ') {
            if (!folded.empty() && folded.back() != ' ') folded.push_back(' ');
        } else {
            folded.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
        }
    }
    if (!folded.empty() && folded.back() == ' ') folded.pop_back();
    return folded;
}

}  // namespace

bool isPlainAscii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

std::string foldUtf8(std::string_view text) {
    return isPlainAscii(text) ? foldAscii(text) : viaQString(text, &foldForSearch);
}

std::string emailKeyUtf8(std::string_view text) {
    // An address of ASCII without spaces needs no normal form; "xn--" is left to the one who knows domains.
    if (isPlainAscii(text) && text.find(' ') == std::string_view::npos && text.find("--") == std::string_view::npos) return foldAscii(text);
    return viaQString(text, &emailKey);
}

std::string phoneKeyUtf8(std::string_view text) {
    return text.empty() ? std::string() : viaQString(text, &phoneKey);
}

}  // namespace latchkey
