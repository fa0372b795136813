-- The first schema. Times are UTC milliseconds; enums are the numbers of their C++ counterparts in models/domain.
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE agents (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    role INTEGER NOT NULL,
    token_hash BLOB,
    created_at INTEGER NOT NULL,
    disabled_at INTEGER
) STRICT;
CREATE UNIQUE INDEX agents_name ON agents (name);
CREATE UNIQUE INDEX agents_token ON agents (token_hash);

CREATE TABLE customers (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    name_key TEXT NOT NULL,         -- foldForSearch(first last): the list's order
    email TEXT NOT NULL,
    email_key TEXT,                 -- emailKey(); NULL when missing
    email_state INTEGER NOT NULL,
    phone TEXT NOT NULL,
    phone_key TEXT,                 -- phoneKey(); NULL when missing
    version INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    removed_at INTEGER,
    last_sign_in_at INTEGER
) STRICT;

CREATE TABLE products (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    variant TEXT NOT NULL,
    search_key TEXT NOT NULL,
    UNIQUE (title, variant)
) STRICT;

-- The first line lives in the row, since nearly every subscription has one; further lines are beside it.
CREATE TABLE subscriptions (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL,
    customer INTEGER NOT NULL,
    status INTEGER NOT NULL,
    status_text TEXT,               -- only where status is Other
    interval_unit INTEGER NOT NULL,
    interval_count INTEGER NOT NULL,
    next_order INTEGER,
    created_at INTEGER NOT NULL,
    product INTEGER NOT NULL REFERENCES products (id),
    quantity INTEGER NOT NULL,
    price INTEGER NOT NULL,         -- of one, minor units
    currency TEXT NOT NULL,
    more_lines INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE subscription_lines (
    subscription INTEGER NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
    line INTEGER NOT NULL,          -- 2, 3, …
    product INTEGER NOT NULL REFERENCES products (id),
    quantity INTEGER NOT NULL,
    price INTEGER NOT NULL,
    PRIMARY KEY (subscription, line)
) STRICT, WITHOUT ROWID;

-- Exact sizes of the lists that nobody wants to count while a person waits: ('customers','all'), ('customers','no-email'), ('subscriptions','active')…
CREATE TABLE counts (
    list TEXT NOT NULL,
    part TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (list, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE links (
    id INTEGER PRIMARY KEY,
    token_hash BLOB NOT NULL,
    customer INTEGER NOT NULL,
    subscription INTEGER,
    agent INTEGER,
    door INTEGER NOT NULL,
    destination TEXT,
    issued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended INTEGER NOT NULL DEFAULT 0,  -- LinkEnd
    ended_at INTEGER,
    ended_by INTEGER,                  -- agent
    browser_hash BLOB                  -- of the nonce that redeemed it: the same browser may press again within a minute
) STRICT;
CREATE UNIQUE INDEX links_token ON links (token_hash);
CREATE INDEX links_customer ON links (customer, issued_at);
CREATE INDEX links_agent ON links (agent, issued_at) WHERE agent IS NOT NULL;

CREATE TABLE visits (
    id INTEGER PRIMARY KEY,
    link INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    outcome INTEGER NOT NULL
) STRICT;
CREATE INDEX visits_link ON visits (link);

CREATE TABLE codes (
    id INTEGER PRIMARY KEY,
    challenge_hash BLOB NOT NULL,
    customer INTEGER,               -- NULL: nobody answers to what was typed; kept so that it is throttled alike
    typed_hash BLOB NOT NULL,       -- HMAC of the folded e-mail or phone, for throttling the unknown
    address_hash BLOB NOT NULL,     -- HMAC of the client's network address
    mac BLOB,                       -- HMAC of the code under the key beside the store
    destination TEXT,
    sent_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    used_at INTEGER
) STRICT;
CREATE INDEX codes_challenge ON codes (challenge_hash);
CREATE INDEX codes_customer ON codes (customer, sent_at);
CREATE INDEX codes_typed ON codes (typed_hash, sent_at);
CREATE INDEX codes_address ON codes (address_hash, sent_at);

-- One row a wrong guess, for the budgets per customer and per address.
CREATE TABLE code_tries (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    customer INTEGER,
    address_hash BLOB NOT NULL
) STRICT;
CREATE INDEX code_tries_customer ON code_tries (customer, at);
CREATE INDEX code_tries_address ON code_tries (address_hash, at);

CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL,
    customer INTEGER NOT NULL,
    link INTEGER,                   -- NULL: born of a code
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE UNIQUE INDEX sessions_hash ON sessions (hash);
CREATE INDEX sessions_customer ON sessions (customer);

CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    customer INTEGER NOT NULL,
    channel INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    state INTEGER NOT NULL,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,             -- secrets redacted
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX messages_customer ON messages (customer, at);

-- Chained: hash = SHA-256(activityDigestInput(entry, previous hash)).
CREATE TABLE activity (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    agent INTEGER,
    customer INTEGER,
    link INTEGER,
    note TEXT NOT NULL,
    hash BLOB NOT NULL
) STRICT;
CREATE INDEX activity_link ON activity (link) WHERE link IS NOT NULL;
CREATE INDEX activity_customer ON activity (customer, at) WHERE link IS NULL AND customer IS NOT NULL;
CREATE INDEX activity_imports ON activity (id) WHERE kind = 11;  -- so that a running service notices an import beside it
