// Walks over a GraphQL document's characters and notes its fields.
#include "services/shops/skio/graphql_text.h"

#include <QHash>

#include <algorithm>

namespace latchkey {

namespace {

bool isNameCharacter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

// The object behind a field whose name is not the type's own.
QString typeBehind(const QString &field) {
    static const QHash<QString, QString> types{{QStringLiteral("StorefrontUsers"), QStringLiteral("StorefrontUser")},
                                               {QStringLiteral("Subscriptions"), QStringLiteral("Subscription")},
                                               {QStringLiteral("SubscriptionByPk"), QStringLiteral("Subscription")},
                                               {QStringLiteral("SubscriptionLines"), QStringLiteral("SubscriptionLine")},
                                               {QStringLiteral("ProductVariants"), QStringLiteral("ProductVariant")},
                                               {QStringLiteral("Products"), QStringLiteral("Product")},
                                               {QStringLiteral("Policies"), QStringLiteral("Policy")},
                                               {QStringLiteral("BillingPolicy"), QStringLiteral("Policy")},
                                               {QStringLiteral("DeliveryPolicy"), QStringLiteral("Policy")},
                                               {QStringLiteral("generateMagicLink"), QStringLiteral("GenerateMagicLinkOutput")}};
    return types.value(field, field);
}

class Walker {
public:
    explicit Walker(QByteArrayView text) : m_text(text) {}

    QList<GraphqlField> run() {
        skipBlanks();
        const QByteArrayView kind = m_at < m_text.size() && m_text[m_at] == '{' ? QByteArrayView("query") : name();
        while (m_at < m_text.size() && m_text[m_at] != '{')
            if (!skipOne()) return {};
        const QString root = kind == QByteArrayView("mutation") ? QStringLiteral("mutation_root") : QStringLiteral("query_root");
        if (!selection(root, {}, 1)) return {};
        return m_fields;
    }

private:
    void skipBlanks() {
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (c == '#')
                while (m_at < m_text.size() && m_text[m_at] != '\n') ++m_at;
            else if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',')
                ++m_at;
            else
                return;
        }
    }
    QByteArrayView name() {
        const qsizetype begin = m_at;
        while (m_at < m_text.size() && isNameCharacter(m_text[m_at])) ++m_at;
        return m_text.sliced(begin, m_at - begin);
    }
    // A bracketed list, a string, or one character.
    bool skipOne() {
        const char c = m_text[m_at];
        if (c == '(' || c == '[') return skipBrackets(c, c == '(' ? ')' : ']');
        if (c == '"') return skipString();
        if (c == '#') {
            skipBlanks();
            return true;
        }
        ++m_at;
        return true;
    }
    bool skipBrackets(char open, char close) {
        int level = 0;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (c == '"') {
                if (!skipString()) return false;
                continue;
            }
            ++m_at;
            if (c == open) ++level;
            if (c == close && --level == 0) return true;
        }
        return false;
    }
    bool skipString() {
        for (++m_at; m_at < m_text.size(); ++m_at) {
            if (m_text[m_at] == '\\')
                ++m_at;
            else if (m_text[m_at] == '"') {
                ++m_at;
                return true;
            }
        }
        return false;
    }
    bool selection(const QString &type, const QString &path, int depth) {
        ++m_at;  // the brace
        for (skipBlanks(); m_at < m_text.size() && m_text[m_at] != '}'; skipBlanks())
            if (!field(type, path, depth)) return false;
        if (m_at >= m_text.size()) return false;
        ++m_at;
        return true;
    }
    bool field(const QString &type, const QString &path, int depth) {
        GraphqlField made;
        made.begin = m_at;
        QByteArrayView shown = name();
        if (shown.isEmpty()) return false;  // fragments are not used here
        skipBlanks();
        made.name = QString::fromLatin1(shown);
        if (m_at < m_text.size() && m_text[m_at] == ':') {
            ++m_at;
            skipBlanks();
            made.name = QString::fromLatin1(name());
        }
        made.path = path.isEmpty() ? QString::fromLatin1(shown) : path + u'.' + QString::fromLatin1(shown);
        made.parentType = type;
        made.depth = depth;
        made.end = m_at;
        const qsizetype place = m_fields.size();
        m_fields.append(made);
        if (!behindName(m_fields[place])) return false;
        if (m_fields[place].hasSelection && !selection(typeBehind(made.name), made.path, depth + 1)) return false;
        if (m_fields[place].hasSelection) m_fields[place].end = m_at;
        return true;
    }
    // Arguments and directives; stops at a selection or at the next field.
    bool behindName(GraphqlField &of) {
        for (skipBlanks(); m_at < m_text.size(); skipBlanks()) {
            const char c = m_text[m_at];
            if (c == '{') of.hasSelection = true;
            if (c == '@') {
                ++m_at;
                name();
            } else if (c != '(' || !skipBrackets('(', ')')) {
                return c != '(';
            }
            of.end = m_at;
        }
        return false;
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    QList<GraphqlField> m_fields;
};

QString parentOf(const QString &path) {
    const qsizetype dot = path.lastIndexOf(u'.');
    return dot < 0 ? QString() : path.first(dot);
}

}  // namespace

QList<GraphqlField> graphqlFields(QByteArrayView document) { return Walker(document).run(); }

QByteArray withoutFields(QByteArrayView document, const QList<QString> &paths) {
    const QList<GraphqlField> fields = graphqlFields(document);
    QList<QString> gone = paths;
    // Children stand behind their parents, so that one walk from the end sees every emptied parent after its children.
    for (auto parent = fields.crbegin(); parent != fields.crend(); ++parent) {
        if (!parent->hasSelection || gone.contains(parent->path)) continue;
        const bool keepsSome = std::any_of(fields.begin(), fields.end(), [&](const GraphqlField &field) {
            return parentOf(field.path) == parent->path && !gone.contains(field.path);
        });
        if (!keepsSome) gone.append(parent->path);
    }
    QByteArray text;
    qsizetype from = 0;
    for (const GraphqlField &field : fields) {
        if (field.begin < from || !gone.contains(field.path)) continue;
        text += document.sliced(from, field.begin - from).toByteArray();
        from = field.end;
    }
    return text + document.sliced(from).toByteArray();
}

QByteArray compactGraphql(QByteArrayView document) {
    QByteArray text;
    bool inString = false;
    bool inComment = false;
    for (qsizetype i = 0; i < document.size(); ++i) {
        const char c = document[i];
        if (inComment) {
            inComment = c != '\n';
            if (inComment) continue;
        }
        if (!inString && c == '#') {
            inComment = true;
            continue;
        }
        if (c == '"' && (i == 0 || document[i - 1] != '\\')) inString = !inString;
        if (inString || (c != '\n' && c != '\r' && c != '\t' && c != ' '))
            text += c;
        else if (!text.isEmpty() && !text.endsWith(' '))
            text += ' ';
    }
    return text.trimmed();
}

}  // namespace latchkey
