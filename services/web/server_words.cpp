// Decodes, cleans, redacts and shortens a foreign server's words.
#include "services/web/server_words.h"

#include <QRegularExpression>
#include <QStringDecoder>

namespace latchkey {

namespace {

// Looked at before shortening; what lies beyond is not shown anyway.
constexpr qsizetype readAtMost = 4096;
constexpr qsizetype shortestHidden = 4;

QString decoded(QByteArrayView said) {
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = utf8.decode(said);
    return utf8.hasError() ? QString::fromLatin1(said) : text;
}

QString oneLine(QString text) {
    for (QChar &c : text)
        if (c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph) c = u' ';
    return text.simplified();
}

QString withoutHidden(QString text, const QByteArray &hidden) {
    const QString secret = QString::fromUtf8(hidden).simplified();
    if (secret.size() < shortestHidden) return text;
    QString pattern;
    for (const QChar c : secret) {
        if (!pattern.isEmpty()) pattern += QLatin1String("[\\s=]*");
        pattern += QRegularExpression::escape(QStringView(&c, 1));
    }
    return text.replace(QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption), QStringLiteral("••••"));
}

}  // namespace

QString serverWords(QByteArrayView said, const std::vector<MessageText> &hidden) {
    // A cut within a character must not turn the whole into Latin-1.
    qsizetype end = qMin(said.size(), readAtMost);
    while (end < said.size() && end > 0 && (static_cast<unsigned char>(said[end]) & 0xC0U) == 0x80U) --end;
    QString text = oneLine(decoded(said.first(end)));
    for (const MessageText &secret : hidden) text = withoutHidden(std::move(text), secret.reveal());
    if (text.size() > longestWords) {
        qsizetype cut = longestWords - 1;
        if (text[cut - 1].isHighSurrogate()) --cut;
        text = text.first(cut) + u'…';
    }
    return text;
}

}  // namespace latchkey
