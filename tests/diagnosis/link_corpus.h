// Reads the corpus of mangled links and puts links into its placeholders.
#pragma once

#include <QFile>
#include <QHash>
#include <QList>
#include <QStringList>
#include <QUrl>

namespace latchkey {

struct MangledLink {
    QString name;
    QStringList verdicts;
    QString damage;
    QStringList undone;
    QString host;
    QStringList lines;
};

inline QList<MangledLink> readMangledLinks(const QString &path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    QList<MangledLink> entries;
    const QString all = QString::fromUtf8(file.readAll());
    for (const QString &line : all.split(QLatin1Char('\n'))) {
        if (line.startsWith(QLatin1String("== "))) entries.append({line.mid(3), {}, {}, {}, {}, {}});
        if (entries.isEmpty()) continue;
        const QString value = line.section(QLatin1Char(':'), 1).trimmed();
        if (line.startsWith(QLatin1Char('|')))
            entries.last().lines.append(line.mid(1));
        else if (line.startsWith(QLatin1String("verdict:")))
            entries.last().verdicts = value.split(QStringLiteral(", "));
        else if (line.startsWith(QLatin1String("damage:")))
            entries.last().damage = value;
        else if (line.startsWith(QLatin1String("undone:")))
            entries.last().undone = value.split(QLatin1Char(' '));
        else if (line.startsWith(QLatin1String("host:")))
            entries.last().host = value;
    }
    return entries;
}

inline QString asEscapes(const QString &text, const QString &before, int base, const QString &behind) {
    QString out;
    for (const QChar c : text) out += before + QString::number(c.unicode(), base).toUpper() + behind;
    return out;
}

// One step of "{URL|percent|first 20}".
inline QString stepped(QString text, const QString &step) {
    const QString name = step.section(QLatin1Char(' '), 0, 0);
    const int n = step.section(QLatin1Char(' '), 1).toInt();
    if (name == QLatin1String("first")) return text.left(n);
    if (name == QLatin1String("from")) return text.mid(n);
    if (name == QLatin1String("upper")) return text.toUpper();
    if (name == QLatin1String("lower")) return text.toLower();
    if (name == QLatin1String("drop")) return text.remove(n, 1);
    if (name == QLatin1String("double")) return text.insert(n, text[n]);
    if (name == QLatin1String("wrong")) return text.replace(n, 1, text[n] == u'7' ? QStringLiteral("8") : QStringLiteral("7"));
    if (name == QLatin1String("u")) return text.replace(n, 1, QStringLiteral("u"));
    if (name == QLatin1String("swap")) return text.left(n) + text[n + 1] + text[n] + text.mid(n + 2);
    if (name == QLatin1String("look_alike")) return text.replace(QLatin1Char('0'), QLatin1Char('o')).replace(QLatin1Char('1'), QLatin1Char('l'));
    if (name == QLatin1String("percent")) return QString::fromLatin1(QUrl::toPercentEncoding(text));
    if (name == QLatin1String("entities")) return asEscapes(text, QStringLiteral("&#"), 10, QStringLiteral(";"));
    if (name == QLatin1String("quoted")) return asEscapes(text, QStringLiteral("="), 16, QString());
    if (name == QLatin1String("base64"))
        return QString::fromLatin1(text.toUtf8().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    if (name == QLatin1String("lines")) {
        for (qsizetype at = 76; at < text.size(); at += 77) text.insert(at, QLatin1Char('\n'));
        return text;
    }
    if (name == QLatin1String("underscored")) {
        // Letters, digits and dots stay, a slash is '_', and '-' begins an escape.
        QString out;
        for (const QChar c : text) {
            const bool stays = c.isLetterOrNumber() || c == u'.';
            out += c == u'/' ? QStringLiteral("_") : stays ? QString(c) : QStringLiteral("-%1").arg(c.unicode(), 2, 16, QLatin1Char('0')).toUpper();
        }
        return out;
    }
    if (name == QLatin1String("safe_links"))
        return QStringLiteral("https://nam12.safelinks.protection.outlook.com/?url=") + stepped(text, QStringLiteral("percent")) +
               QStringLiteral("&data=05%7C02");
    if (name == QLatin1String("proofpoint3")) return QStringLiteral("https://urldefense.com/v3/__") + text + QStringLiteral("__;!!ACWV5N9!abc$");
    if (name == QLatin1String("url_json")) return QStringLiteral("{\"u\":30952215,\"v\":2,\"url\":\"%1\"}").arg(text);
    if (name == QLatin1String("p_json"))
        return QStringLiteral("{\"s\":\"x\",\"v\":1,\"p\":\"{\\\"u\\\":1,\\\"url\\\":\\\"%1\\\"}\"}")
            .arg(text.replace(QLatin1Char('/'), QStringLiteral("\\\\\\/")));
    if (name == QLatin1String("href_json")) return QStringLiteral("{\"email_id\":\"dg==\",\"href\":\"%1\",\"link_id\":24}").arg(text);
    if (name == QLatin1String("letter")) return QStringLiteral("Bonjour Amélie,\n\nouvrez ce lien :\n%1\n\nÀ bientôt\n").arg(text);
    if (name == QLatin1String("page"))
        return QStringLiteral("<html><body><p>Hello, this is the link that you asked for.</p><a href=\"%1\">Open</a></body></html>").arg(text);
    qFatal("mangled_links.txt: there is no step \"%s\"", qPrintable(step));
}

// The text with its placeholders filled; `links` by their names.
inline QString filledIn(const MangledLink &entry, const QHash<QString, QString> &links) {
    static const QHash<QString, QString> unseen = {{QStringLiteral("ZWSP"), QString(QChar(0x200B))}, {QStringLiteral("SHY"), QString(QChar(0xAD))},
                                                   {QStringLiteral("BOM"), QString(QChar(0xFEFF))},  {QStringLiteral("NBSP"), QString(QChar(0xA0))},
                                                   {QStringLiteral("CR"), QStringLiteral("\r")},     {QStringLiteral("TAB"), QStringLiteral("\t")},
                                                   {QStringLiteral("SP"), QStringLiteral(" ")}};
    QString out;
    const QString text = entry.lines.join(QLatin1Char('\n'));
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype end = text[at] == u'{' ? text.indexOf(u'}', at) : -1;
        const QStringList steps = end < 0 ? QStringList() : text.mid(at + 1, end - at - 1).split(QLatin1Char('|'));
        if (steps.isEmpty() || !(links.contains(steps.first()) || unseen.contains(steps.first()))) {
            out += text[at++];
            continue;
        }
        QString value = links.value(steps.first(), unseen.value(steps.first()));
        for (const QString &step : steps.mid(1)) value = stepped(std::move(value), step);
        out += value;
        at = end + 1;
    }
    return out;
}

}  // namespace latchkey
