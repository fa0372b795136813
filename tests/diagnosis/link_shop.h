// A store with a Magic link in every state, whose tokens are known.
#pragma once

#include "models/domain/link_token.h"
#include "models/domain/public_id.h"
#include "services/runtime/digest.h"
#include "services/store/link_store.h"
#include "tests/support/minted.h"
#include "tests/support/temp_store.h"

namespace latchkey {

class LinkShop {
public:
    inline static const QString base = QStringLiteral("https://portal.example.com");

    LinkShop() {
        store.sql(
            "INSERT INTO customers (id, ref, first_name, last_name, name_key, email, email_state, phone, created_at) "
            "VALUES (1, 'c1', 'Ada', 'Day', 'ada day', 'ada@example.com', 0, '', 1)");
        issue(QStringLiteral("EXPIRED"));
        store.clock.advance(std::chrono::minutes(12));
        const LinkId used = issue(QStringLiteral("USED"));
        const LinkId revoked = issue(QStringLiteral("REVOKED"));
        const LinkId replaced = issue(QStringLiteral("VOID"));
        end(used, LinkEnd::Used);
        end(revoked, LinkEnd::Revoked);
        end(replaced, LinkEnd::EmailChanged);
        issue(QStringLiteral("OLDER"));
        live = issue(QStringLiteral("URL"));
        m_links.insert(QStringLiteral("TOKEN"), QString::fromLatin1(token));
        m_links.insert(QStringLiteral("ID"), publicIdOf(live, store.identity.publicIdKey));
        m_links.insert(QStringLiteral("UNKNOWN"), base + QStringLiteral("/l/") + QString::fromLatin1(freshToken()));
        m_links.insert(QStringLiteral("OTHER"), QStringLiteral("https://other.example.net/l/") + QString::fromLatin1(freshToken()));
    }

    TempStore store;
    LinkId live;
    QByteArray token;  // of the newest live link

    // By the names that the corpus has for them.
    [[nodiscard]] const QHash<QString, QString> &links() const { return m_links; }
    [[nodiscard]] QString url() const { return m_links.value(QStringLiteral("URL")); }

private:
    // With a 0 and a 1 to mistake, and without equal neighbours, so that every damage has one place.
    QByteArray freshToken() {
        for (;;) {
            QByteArray text = linkTokenFromRandom(m_chance.bytes<17>()).reveal();
            bool plain = text.contains('0') && text.contains('1');
            for (qsizetype i = 1; i < text.size(); ++i) plain = plain && text[i] != text[i - 1];
            if (!plain) continue;
            noteMinted(text);
            return text;
        }
    }
    LinkId issue(const QString &name) {
        token = freshToken();
        m_links.insert(name, base + QStringLiteral("/l/") + QString::fromLatin1(token));
        store.clock.advance(std::chrono::seconds(1));
        const Result<LinkId> id = store.write([this](Transaction &t) {
            return insertLink(t.db, {sha256(token), CustomerId(1), {}, {}, LinkDoor::Customer, {}, t.now, t.now + std::chrono::minutes(10)});
        });
        if (!id) qFatal("a link cannot be issued: %s", qPrintable(id.error().detail));
        return *id;
    }
    void end(LinkId link, LinkEnd how) {
        const auto ended = store.write([link, how](Transaction &t) { return endLink(t.db, link, how, {}, t.now); });
        if (!ended) qFatal("a link cannot be ended: %s", qPrintable(ended.error().detail));
    }

    CountingChance m_chance;
    QHash<QString, QString> m_links;
};

}  // namespace latchkey
