// Finds a JSON text by its key and overwrites it.
#include "services/shops/skio/secret_text.h"

namespace latchkey {

namespace {

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// Where the text behind the key begins, at its quotation mark; -1 when something else stands there.
qsizetype textBehind(QByteArrayView json, qsizetype at) {
    while (at < json.size() && isBlank(json[at])) ++at;
    if (at >= json.size() || json[at] != ':') return -1;
    for (++at; at < json.size() && isBlank(json[at]);) ++at;
    return at < json.size() && json[at] == '"' ? at : -1;
}

// A JSON text's escapes undone, as far as a URL may hold them: what is beyond ASCII belongs into none.
bool appendUnescaped(QByteArray &text, QByteArrayView json, qsizetype &at) {
    const char c = json[at];
    if (c != '\\') {
        text += c;
        return true;
    }
    if (++at >= json.size()) return false;
    if (json[at] == 'u') {
        bool isHex = false;
        const int code = json.sliced(at + 1).first(qMin<qsizetype>(4, json.size() - at - 1)).toByteArray().toInt(&isHex, 16);
        if (!isHex || code < 0x21 || code > 0x7e) return false;
        text += static_cast<char>(code);
        at += 4;
        return true;
    }
    if (json[at] != '/' && json[at] != '\\' && json[at] != '"') return false;
    text += json[at];
    return true;
}

}  // namespace

void wipe(QByteArray &bytes) {
    if (bytes.isDetached()) bytes.fill('\0');
    bytes.clear();
}

LinkUrl cutOut(QByteArray &json, QByteArrayView key) {
    const QByteArray quoted = '"' + key.toByteArray() + '"';
    QByteArray text;
    text.reserve(512);
    for (qsizetype found = json.indexOf(quoted); found >= 0; found = json.indexOf(quoted, found + 1)) {
        const qsizetype begin = textBehind(json, found + quoted.size());
        if (begin < 0) continue;
        text.fill('\0');
        text.resize(0);
        bool isWhole = true;
        qsizetype at = begin + 1;
        for (; at < json.size() && json[at] != '"'; ++at) isWhole = isWhole && appendUnescaped(text, json, at);
        if (!isWhole) text.resize(0);
        for (qsizetype i = begin + 1; i < qMin(at, json.size()); ++i) json[i] = '-';
    }
    return LinkUrl(std::move(text));
}

}  // namespace latchkey
