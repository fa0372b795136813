// Writes a letter's headers by RFC 5322 and RFC 2047.
#include "services/delivery/mail_headers.h"

#include "models/domain/email_address.h"

#include <QDateTime>
#include <QLocale>
#include <QUrl>

namespace latchkey {

namespace {

constexpr qsizetype longestLine = 76;  // of a line that holds an encoded word
constexpr qsizetype wordFrame = 12;    // "=?utf-8?B?" and "?="
constexpr qsizetype longestPlainName = 60;
constexpr qsizetype longestValue = 500;  // characters; what a person could still read

bool isPrintableAscii(QStringView text) {
    for (const QChar c : text)
        if (c < u' ' || c > u'~') return false;
    return true;
}

bool hasLongWord(QStringView text) {
    for (const QStringView word : text.split(u' '))
        if (word.size() > longestPlainName) return true;
    return false;
}

// The next piece of `text` whose UTF-8 fits into `bytes`, ending between code points.
QStringView pieceThatFits(QStringView text, qsizetype bytes) {
    qsizetype taken = 0;
    qsizetype size = 0;
    while (taken < text.size()) {
        const qsizetype units = text[taken].isHighSurrogate() && taken + 1 < text.size() ? 2 : 1;
        const qsizetype more = text.sliced(taken, units).toUtf8().size();
        if (size + more > bytes) break;
        size += more;
        taken += units;
    }
    return text.first(taken);
}

// Encoded words on lines of at most 76 characters; the first line already holds `used` of them.
QByteArray encodedWords(QStringView text, qsizetype used) {
    QByteArray out;
    while (!text.isEmpty()) {
        const qsizetype room = longestLine - wordFrame - (out.isEmpty() ? used : 1);
        const QStringView piece = pieceThatFits(text, room / 4 * 3);
        if (!out.isEmpty()) out += "\r\n ";
        out += "=?utf-8?B?" + piece.toUtf8().toBase64() + "?=";
        text = text.sliced(piece.size());
    }
    return out;
}

QByteArray foldedAscii(QStringView text, qsizetype used) {
    QByteArray out;
    qsizetype column = used;
    for (const QStringView word : text.split(u' ')) {
        if (!out.isEmpty() && column + 1 + word.size() > longestLine) {
            out += "\r\n";
            column = 0;
        }
        if (!out.isEmpty()) {
            out += ' ';
            ++column;
        }
        out += word.toLatin1();
        column += word.size();
    }
    return out;
}

bool isAtomText(QStringView text) {
    for (const QChar c : text)
        if (!c.isLetterOrNumber() && !QStringView(u" !#$%&'*+-/=?^_`{|}~").contains(c)) return false;
    return true;
}

QByteArray quoted(QStringView text) {
    QByteArray out = "\"";
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\') out += '\\';
        out += c.toLatin1();
    }
    return out + '"';
}

QByteArray idText(const QByteArray &reference) {
    QByteArray out;
    for (const char c : reference)
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_') out += c;
    return out;
}

}  // namespace

Mailbox mailboxFromText(QStringView text) {
    const qsizetype open = text.lastIndexOf(u'<');
    if (open < 0 || !text.trimmed().endsWith(u'>')) return {{}, text.trimmed().toString()};
    const qsizetype close = text.lastIndexOf(u'>');
    QString name = text.first(open).trimmed().toString();
    if (name.size() >= 2 && name.startsWith(u'"') && name.endsWith(u'"')) {
        QString plain;
        for (qsizetype i = 1; i < name.size() - 1; ++i) {
            if (name[i] == u'\\' && i + 1 < name.size() - 1) ++i;
            plain += name[i];
        }
        name = plain;
    }
    return {name, text.sliced(open + 1, close - open - 1).trimmed().toString()};
}

std::optional<QByteArray> addressOnWire(QStringView address) {
    for (const QChar c : address)
        if (c.isSpace() || c.category() == QChar::Other_Control) return {};
    const EmailState state = checkEmail(address).state;
    if (state != EmailState::Valid && state != EmailState::DomainTypo) return {};
    const qsizetype at = address.lastIndexOf(u'@');
    const QStringView local = address.first(at);
    const QString domain = address.sliced(at + 1).toString();
    if (!isPrintableAscii(local)) return {};
    const QByteArray host = isPrintableAscii(domain) ? domain.toLatin1() : QUrl::toAce(domain);
    if (host.isEmpty()) return {};
    // Dots at its ends or in a row are common on file, but only quotes make them an address.
    const bool odd = local.startsWith(u'.') || local.endsWith(u'.') || local.contains(QLatin1String(".."));
    return (odd ? quoted(local) : local.toLatin1()) + '@' + host;
}

QByteArray domainOf(const QByteArray &addressOnWire) { return addressOnWire.sliced(addressOnWire.lastIndexOf('@') + 1); }

QString headerText(QStringView text) {
    QString clean = text.first(qMin(text.size(), longestValue)).toString();
    for (QChar &c : clean)
        if (c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph) c = u' ';
    // Halves of surrogate pairs become the replacement character here, not in the reader's program.
    return QString::fromUtf8(clean.simplified().toUtf8());
}

QByteArray unstructuredHeader(const QByteArray &name, QStringView text) {
    const QString value = headerText(text);
    const QByteArray begin = name + ": ";
    const bool plain = isPrintableAscii(value) && !value.contains(QLatin1String("=?")) && !hasLongWord(value);
    return begin + (plain ? foldedAscii(value, begin.size()) : encodedWords(value, begin.size()));
}

QByteArray mailboxHeader(const QByteArray &name, QStringView displayName, const QByteArray &addressOnWire) {
    const QString shown = headerText(displayName);
    const QByteArray begin = name + ": ";
    if (shown.isEmpty()) return begin + addressOnWire;
    const bool plain = isPrintableAscii(shown) && !shown.contains(QLatin1String("=?")) && shown.size() <= longestPlainName;
    const QByteArray phrase = !plain ? encodedWords(shown, begin.size()) : isAtomText(shown) ? shown.toLatin1() : quoted(shown);
    const qsizetype column = phrase.contains('\n') ? phrase.size() - phrase.lastIndexOf('\n') - 1 : begin.size() + phrase.size();
    return begin + phrase + (column + addressOnWire.size() + 3 > longestLine ? "\r\n <" : " <") + addressOnWire + '>';
}

QByteArray mailDate(Instant at) {
    const QDateTime utc = QDateTime::fromMSecsSinceEpoch(at.milliseconds(), Qt::UTC);
    return QLocale::c().toString(utc, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss")).toLatin1() + " +0000";
}

QList<QByteArray> mailHeaders(const Envelope &envelope, const MailSetup &setup, const QByteArray &from, const QByteArray &to) {
    const QString ownName = mailboxFromText(setup.from).name;
    QList<QByteArray> headers;
    headers.append(mailboxHeader("From", ownName.isEmpty() ? envelope.fromName : ownName, from));
    headers.append("To: " + to);
    const Mailbox replyTo = mailboxFromText(setup.replyTo);
    if (const auto reply = addressOnWire(replyTo.address)) headers.append(mailboxHeader("Reply-To", replyTo.name, *reply));
    headers.append(unstructuredHeader("Subject", envelope.subject));
    headers.append("Date: " + mailDate(envelope.date));
    const QByteArray id = idText(envelope.reference);
    if (!id.isEmpty()) headers.append("Message-ID: <" + id + '@' + domainOf(from) + '>');
    headers.append("Auto-Submitted: auto-generated");
    return headers;
}

}  // namespace latchkey
