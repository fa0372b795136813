-- A team on one service: when an agent's token was last used, and what of the record is past its keeping.
ALTER TABLE agents ADD COLUMN used_at INTEGER;

-- The last entry that each day's purge took, so that the chain is still proved from there on. Chained by themselves: mark = SHA-256 of
-- purgeDigestInput(row, the mark before).
CREATE TABLE activity_purges (
    id INTEGER PRIMARY KEY,
    day INTEGER NOT NULL,           -- its number since 1970
    at INTEGER NOT NULL,            -- of the day's last step
    entry INTEGER NOT NULL,         -- the last that is gone
    hash BLOB NOT NULL,             -- that entry's
    entries INTEGER NOT NULL,       -- how many this day
    mark BLOB NOT NULL
) STRICT;

-- Whose link an entry is about is forgotten with the last entry about it.
CREATE INDEX past_links_link ON past_links (link);
