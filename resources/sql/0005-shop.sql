-- A shop elsewhere is mirrored here: what more its customers and subscriptions have, what lists do not show by itself, and how far the
-- mirror is. `ref` is the shop's id everywhere; times of the shop that are compared stay the text that was received. Neither its token nor
-- any link is in here.
ALTER TABLE customers ADD COLUMN platform_id TEXT;
ALTER TABLE customers ADD COLUMN shop_updated_at TEXT;
ALTER TABLE customers ADD COLUMN seen_at INTEGER;          -- when the shop last showed this row; NULL: not of a mirrored shop
ALTER TABLE customers ADD COLUMN redacted_at INTEGER;      -- the shop deleted who this was
ALTER TABLE subscriptions ADD COLUMN shop_updated_at TEXT;
ALTER TABLE subscriptions ADD COLUMN seen_at INTEGER;
ALTER TABLE subscriptions ADD COLUMN removed_at INTEGER;   -- no longer at the shop
ALTER TABLE subscriptions ADD COLUMN billing_policy TEXT;  -- ref of whose interval stands in the row

-- Lines as the shop has them; a line may be here before its subscription or its variant is.
CREATE TABLE shop_lines (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,
    subscription TEXT NOT NULL,     -- ref
    variant TEXT NOT NULL,          -- ref
    title TEXT NOT NULL,            -- in place of the product's; mostly empty
    quantity INTEGER NOT NULL,
    price TEXT NOT NULL,            -- decimal
    product INTEGER NOT NULL,       -- products.id as the subscription shows it; 0: not shown
    created_at INTEGER NOT NULL,
    removed_at INTEGER,
    updated_at TEXT NOT NULL,
    seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX shop_lines_subscription ON shop_lines (subscription);
CREATE INDEX shop_lines_variant ON shop_lines (variant);

CREATE TABLE shop_products (
    ref TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE shop_variants (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,
    parent TEXT NOT NULL,           -- ref of its product
    title TEXT NOT NULL,
    product INTEGER NOT NULL,       -- products.id of its name
    stale INTEGER NOT NULL,         -- 1: lines still show its former name
    updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX shop_variants_parent ON shop_variants (parent);
CREATE INDEX shop_variants_stale ON shop_variants (stale) WHERE stale = 1;

CREATE TABLE shop_policies (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,
    interval_unit INTEGER NOT NULL,
    interval_count INTEGER NOT NULL,  -- 0: the shop does not say
    stale INTEGER NOT NULL,           -- 1: subscriptions still show its former interval
    updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX shop_policies_stale ON shop_policies (stale) WHERE stale = 1;

-- Customers of a first load who are not in the search index yet: it is written for many of them at once.
CREATE TABLE shop_unsearched (
    customer INTEGER PRIMARY KEY
) STRICT;

-- By collection: where the next run goes on, in the shop client's own words.
CREATE TABLE shop_cursors (
    collection TEXT PRIMARY KEY,
    cursor TEXT NOT NULL,
    loaded INTEGER NOT NULL,        -- 1: the first load has been at its end
    sweep_after TEXT NOT NULL,      -- the id behind which a sweep goes on
    swept_at INTEGER                -- when a sweep was last at its end
) STRICT, WITHOUT ROWID;

-- One row, of the newest run: what everybody may know of it.
CREATE TABLE shop_sync (
    id INTEGER PRIMARY KEY,
    step TEXT NOT NULL,
    beat_at INTEGER NOT NULL,       -- a run that says nothing for long is none any more
    started_at INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    damaged INTEGER NOT NULL,
    ended_at INTEGER,
    fresh_at INTEGER,               -- what the shop showed until then is here
    swept_at INTEGER,
    failures INTEGER NOT NULL,      -- in a row
    fault TEXT NOT NULL,            -- toText(ShopFault), or toText(ErrorCode) of our own; empty: none
    fault_of_shop INTEGER NOT NULL,
    speaker TEXT NOT NULL,
    what TEXT NOT NULL,
    words TEXT NOT NULL,
    status INTEGER NOT NULL,
    fault_at INTEGER,
    next_at INTEGER
) STRICT;

-- What the shop's client has learnt of it: page sizes, fields that it has not, what works.
CREATE TABLE shop_memory (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
