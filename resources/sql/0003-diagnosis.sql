-- What "why did it not work" rests on: who opened a link and how that is known, from which desk it was issued, copied and ended.
ALTER TABLE visits ADD COLUMN browser BLOB;            -- 8 bytes of the cookie's digest, until it has come back
CREATE INDEX visits_browser ON visits (browser) WHERE browser IS NOT NULL;
CREATE INDEX visits_people ON visits (link, at, kind) WHERE kind = 0;  -- who opened each link first; `kind` stands in it so that it covers
CREATE INDEX visits_refused ON visits (at) WHERE outcome <> 0;

-- Scanners that opened links at a mail domain: how many, and when last.
CREATE TABLE domain_scans (
    domain TEXT PRIMARY KEY,
    opened INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Links that the service refused to issue: by day (its number since 1970) and FindingCode's name.
CREATE TABLE refused_issues (
    day INTEGER NOT NULL,
    why TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (day, why)
) STRICT, WITHOUT ROWID;

-- The desks that agents work at, as they name themselves.
CREATE TABLE desks (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;
ALTER TABLE activity ADD COLUMN desk INTEGER;
ALTER TABLE activity ADD COLUMN words_hash BLOB;
-- A person's own words of an entry; the chain holds only SHA-256(salt, words), so that they can be erased and the chain stays whole.
CREATE TABLE activity_words (
    activity INTEGER PRIMARY KEY,
    salt BLOB NOT NULL,
    words TEXT NOT NULL
) STRICT;
CREATE INDEX activity_agent ON activity (agent, id) WHERE agent IS NOT NULL;
-- The kinds that are few beside issuing, using, copying and codes.
CREATE INDEX activity_rare ON activity (kind, id) WHERE kind NOT IN (1, 2, 6, 7, 8, 9, 19);

CREATE INDEX links_rare ON links (ended, id) WHERE ended IN (2, 3);
CREATE INDEX messages_link ON messages (link) WHERE link IS NOT NULL;
ALTER TABLE customers ADD COLUMN erased_at INTEGER;

CREATE TABLE snippets (
    id INTEGER PRIMARY KEY,
    use_for TEXT NOT NULL,          -- toText(SnippetUse)
    language INTEGER NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

-- By what erased customers are known again when an import names them by an address: HMACs, since the addresses themselves are gone.
CREATE TABLE erased_marks (
    mark BLOB PRIMARY KEY,
    customer INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Whose links those were that are past their keeping, so that the entries about them are still found by their customer.
CREATE TABLE past_links (
    customer INTEGER NOT NULL,
    link INTEGER NOT NULL,
    PRIMARY KEY (customer, link)
) STRICT, WITHOUT ROWID;
