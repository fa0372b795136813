// Walks over a mail's lines once: headers, body, boundary, and again.
#include "services/diagnosis/mail_parts.h"

#include "services/diagnosis/escapes.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace latchkey {

namespace {

constexpr qsizetype mostParts = 100;
constexpr qsizetype mostHeaderLines = 300;

// Two of these under each other are a mail's headers; people forward them in their own language.
constexpr std::array<QStringView, 40> mailHeaders = {{
    u"from",
    u"to",
    u"cc",
    u"subject",
    u"date",
    u"sent",
    u"received",
    u"mime-version",
    u"message-id",
    u"return-path",
    u"reply-to",
    u"delivered-to",
    u"in-reply-to",
    u"references",
    u"dkim-signature",
    u"sender",
    u"authentication-results",
    u"received-spf",
    u"list-unsubscribe",
    u"arc-seal",
    u"x-received",
    u"x-mailer",
    u"user-agent",
    u"thread-topic",
    u"von",
    u"an",
    u"betreff",
    u"datum",
    u"gesendet",
    u"de",
    u"\u00e0",
    u"objet",
    u"envoy\u00e9",
    u"para",
    u"asunto",
    u"fecha",
    u"da",
    u"oggetto",
    u"data",
    u"inviato",
}};

QStringView nameOfHeader(QStringView line) {
    constexpr qsizetype longest = 40;
    const qsizetype colon = line.indexOf(u':');
    if (colon < 1 || colon > longest) return {};
    const QStringView name = line.first(colon);
    const bool clean = std::all_of(name.begin(), name.end(), [](QChar c) { return c.isLetterOrNumber() || c == u'-'; });
    // "https://…" is no header.
    return clean && !line.sliced(colon).startsWith(u"://") ? name : QStringView();
}

bool isContentHeader(QStringView name) { return name.startsWith(u"content-", Qt::CaseInsensitive); }

bool isMailHeader(QStringView name) {
    return std::any_of(mailHeaders.begin(), mailHeaders.end(), [name](QStringView known) { return name.compare(known, Qt::CaseInsensitive) == 0; });
}

bool isFolded(QStringView line) { return line.startsWith(u' ') || line.startsWith(u'\t'); }

struct Headers {
    qsizetype lines = 0;  // with the empty one behind them; 0 when these are none
    QString encoding;     // lower case; empty when nothing says
    QString type;
    QString boundary;
};

QString boundaryIn(QStringView value) {
    const qsizetype at = value.indexOf(u"boundary=", 0, Qt::CaseInsensitive);
    if (at < 0) return {};
    QStringView rest = value.sliced(at + 9);
    const bool quoted = rest.startsWith(u'"');
    if (quoted) rest = rest.sliced(1);
    const auto end = std::find_if(rest.begin(), rest.end(), [quoted](QChar c) { return quoted ? c == u'"' : c == u';' || c.isSpace(); });
    return rest.first(end - rest.begin()).toString();
}

void take(Headers &headers, QStringView name, const QString &value) {
    if (name.compare(u"content-transfer-encoding", Qt::CaseInsensitive) == 0) headers.encoding = value.trimmed().toLower();
    if (name.compare(u"content-type", Qt::CaseInsensitive) == 0) {
        headers.type = value.section(QLatin1Char(';'), 0, 0).trimmed().toLower();
        headers.boundary = boundaryIn(value);
    }
}

// The headers that begin at this line, if they do.
Headers headersAt(const QList<QStringView> &lines, qsizetype first) {
    const QStringView opening = nameOfHeader(lines[first]);
    if (opening.isEmpty() || !(isContentHeader(opening) || isMailHeader(opening))) return {};
    Headers headers;
    int known = 0;
    qsizetype at = first;
    const qsizetype end = std::min(lines.size(), first + mostHeaderLines);
    while (at < end) {
        const QStringView name = nameOfHeader(lines[at]);
        if (name.isEmpty()) break;
        QString value = lines[at].sliced(name.size() + 1).toString();
        for (++at; at < end && isFolded(lines[at]); ++at) value += lines[at];
        known += isContentHeader(name) ? 2 : isMailHeader(name) ? 1 : 0;
        take(headers, name, value);
    }
    if (known < 2) return {};
    if (at < lines.size() && lines[at].trimmed().isEmpty()) ++at;
    headers.lines = at - first;
    return headers;
}

bool isBase64Line(QStringView line) {
    const QStringView bare = line.trimmed();
    return std::all_of(bare.begin(), bare.end(), [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'+' || c == u'/' || c == u'=' || c == u'-' || c == u'_');
    });
}

class Walk {
public:
    explicit Walk(const QString &text) {
        for (const QStringView line : QStringView(text).split(u'\n')) m_lines.append(line.endsWith(u'\r') ? line.chopped(1) : line);
    }

    QList<MailPart> run() {
        qsizetype at = 0;
        while (at < m_lines.size()) {
            const QStringView line = m_lines[at];
            if (isBoundary(at)) {
                close();
                m_encoding.clear();
                m_type.clear();
                ++at;
                continue;
            }
            const Headers headers = m_parts.size() < mostParts ? headersAt(m_lines, at) : Headers{};
            if (headers.lines > 0) {
                close();
                open(headers);
                at += headers.lines;
                continue;
            }
            m_body.append(line);
            ++at;
        }
        close();
        return m_parts;
    }

private:
    [[nodiscard]] bool isBoundary(qsizetype at) const {
        const QStringView line = m_lines[at].trimmed();
        if (!line.startsWith(u"--") || line.size() < 3) return false;
        const QStringView name = line.sliced(2);
        const QStringView closing = name.endsWith(u"--") ? name.chopped(2) : name;
        if (m_boundaries.contains(name) || m_boundaries.contains(closing)) return true;
        return at + 1 < m_lines.size() && isContentHeader(nameOfHeader(m_lines[at + 1]));
    }

    void open(const Headers &headers) {
        m_inMail = true;
        // A mail forwarded inside the text of another is written as the text around it is.
        if (!headers.encoding.isEmpty() || !headers.type.isEmpty()) {
            m_encoding = headers.encoding;
            m_type = headers.type;
        }
        constexpr qsizetype mostBoundaries = 20;
        if (!headers.boundary.isEmpty() && m_boundaries.size() < mostBoundaries) m_boundaries.append(headers.boundary);
    }

    void close() {
        const QList<QStringView> body = std::exchange(m_body, {});
        if (std::all_of(body.cbegin(), body.cend(), [](QStringView line) { return line.trimmed().isEmpty(); })) return;
        if (!m_type.isEmpty() && !m_type.startsWith(QLatin1String("text/")) && !m_type.startsWith(QLatin1String("multipart/")) &&
            !m_type.startsWith(QLatin1String("message/")))
            return;
        qsizetype plainFrom = 0;
        if (m_encoding == QLatin1String("base64")) {
            while (plainFrom < body.size() && isBase64Line(body[plainFrom])) ++plainFrom;
            QString letters;
            for (const QStringView line : body.first(plainFrom)) letters += line.trimmed();
            if (!letters.isEmpty()) m_parts.append({textOfBytes(base64Decoded(letters)), m_inMail, false});
        }
        QString text;
        for (const QStringView line : body.sliced(plainFrom)) (text += line) += u'\n';
        if (!text.trimmed().isEmpty()) m_parts.append({text, m_inMail, m_encoding == QLatin1String("quoted-printable")});
    }

    QList<QStringView> m_lines;
    QList<QStringView> m_body;
    QStringList m_boundaries;
    QString m_encoding;
    QString m_type;
    bool m_inMail = false;
    QList<MailPart> m_parts;
};

}  // namespace

QList<MailPart> mailPartsOf(const QString &text) { return Walk(text).run(); }

}  // namespace latchkey
