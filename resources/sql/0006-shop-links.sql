-- Links that a shop elsewhere made: kept for who, for whom, when and until when. Their token_hash is of chance, since nothing of such a link rests here.
ALTER TABLE links ADD COLUMN at_shop INTEGER NOT NULL DEFAULT 0;

-- Addresses that were saved at the platform, until the shop elsewhere shows another one than `shown`, which it showed before.
-- `unsure`: sent, and not answered; perhaps it was not saved.
CREATE TABLE shop_email_waits (
    customer INTEGER PRIMARY KEY,
    email TEXT NOT NULL,
    shown TEXT NOT NULL,
    since INTEGER NOT NULL,
    unsure INTEGER NOT NULL
) STRICT;
CREATE INDEX shop_email_waits_since ON shop_email_waits (since);
