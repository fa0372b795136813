-- Letters and texts leave the house: each has its state here, every attempt beside it. Secrets stay in memory.
ALTER TABLE messages ADD COLUMN language INTEGER NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN detail TEXT NOT NULL DEFAULT '';  -- what its words need beyond the customer: a masked address
ALTER TABLE messages ADD COLUMN link INTEGER;                     -- the Magic link in it
ALTER TABLE messages ADD COLUMN code INTEGER;                     -- the login code in it
ALTER TABLE messages ADD COLUMN agent INTEGER;                    -- who had it sent; NULL: the customer's own doing
ALTER TABLE messages ADD COLUMN courier INTEGER;                  -- whose memory holds its secrets; NULL: nobody's
ALTER TABLE messages ADD COLUMN secrets_end INTEGER;              -- NULL: there are none in it
ALTER TABLE messages ADD COLUMN taken_at INTEGER;                 -- an attempt is under way
ALTER TABLE messages ADD COLUMN next_at INTEGER;                  -- when it is tried next
ALTER TABLE messages ADD COLUMN settled_at INTEGER;
ALTER TABLE messages ADD COLUMN problem INTEGER NOT NULL DEFAULT 0;
CREATE INDEX messages_open ON messages (courier, id) WHERE state = 0;
CREATE INDEX messages_trouble ON messages (state, id) WHERE state IN (0, 3, 4, 5);
CREATE INDEX messages_texts ON messages (at) WHERE channel = 1 AND state <> 5;
CREATE INDEX messages_texts_to ON messages (recipient, at) WHERE channel = 1 AND state <> 5;

CREATE TABLE message_attempts (
    id INTEGER PRIMARY KEY,
    message INTEGER NOT NULL,
    at INTEGER NOT NULL,
    took INTEGER NOT NULL,          -- milliseconds
    problem INTEGER NOT NULL,       -- DeliveryProblem
    step INTEGER NOT NULL,          -- DeliveryStep
    code INTEGER NOT NULL,          -- the server's; 0 without one
    words TEXT NOT NULL             -- the server's, secrets redacted
) STRICT;
CREATE INDEX message_attempts_message ON message_attempts (message);

-- The processes that carry messages out, and when each was last heard of while it held any.
CREATE TABLE couriers (
    id INTEGER PRIMARY KEY,
    beat_at INTEGER NOT NULL
) STRICT;

-- Whoever is asked for codes is throttled by what was typed, whether or not somebody answers to it; customers beside that.
ALTER TABLE code_tries ADD COLUMN typed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX code_tries_typed ON code_tries (typed, at);

-- While a whole site is guessed at, its codes grow: until when a code must have so many digits to open anything.
ALTER TABLE codes ADD COLUMN digits INTEGER NOT NULL DEFAULT 4;
CREATE TABLE code_lengths (
    digits INTEGER PRIMARY KEY,
    until INTEGER NOT NULL
) STRICT;

ALTER TABLE sessions ADD COLUMN device TEXT NOT NULL DEFAULT '';  -- "Chrome on Android"
ALTER TABLE sessions ADD COLUMN seen_at INTEGER;
