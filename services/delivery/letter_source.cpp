// Makes text of bytes.
#include "services/delivery/letter_source.h"

#include <QByteArrayView>

namespace latchkey {

namespace {

// What is wrong with one line; empty when nothing is.
QString wrongIn(QByteArrayView line) {
    if (!line.isValidUtf8()) return u"is not UTF-8; save the file in that encoding"_qs;
    for (const char c : line)
        if (static_cast<unsigned char>(c) < 0x20 && c != '\t') return u"has a control character in it"_qs;
    return {};
}

}  // namespace

tl::expected<std::string, TemplateFault> templateText(const QString &file, const QByteArray &bytes) {
    if (bytes.size() > longestTemplate) return tl::unexpected(TemplateFault{file, 0, u"is larger than 64 kB"_qs});
    QByteArray text = bytes;
    if (text.startsWith("\xef\xbb\xbf")) text.remove(0, 3);
    text.replace("\r\n", "\n").replace('\r', '\n');
    if (text.trimmed().isEmpty()) return tl::unexpected(TemplateFault{file, 0, u"is empty"_qs});
    int number = 0;
    for (const QByteArray &line : text.split('\n')) {
        ++number;
        if (const QString reason = wrongIn(line); !reason.isEmpty()) return tl::unexpected(TemplateFault{file, number, reason});
    }
    return text.toStdString();
}

}  // namespace latchkey
