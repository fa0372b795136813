-- The directory's indexes and its search index: apart from the tables, because a first import builds them after the rows.
-- Every statement may be run again. The import drops them for a bulk load and makes them anew; an interrupted one is mended at the next opening.
CREATE UNIQUE INDEX IF NOT EXISTS customers_ref ON customers (ref);
CREATE INDEX IF NOT EXISTS customers_name ON customers (name_key);
CREATE INDEX IF NOT EXISTS customers_email ON customers (email_key) WHERE email_key IS NOT NULL;
CREATE INDEX IF NOT EXISTS customers_phone ON customers (phone_key) WHERE phone_key IS NOT NULL;
CREATE INDEX IF NOT EXISTS customers_created ON customers (created_at);
CREATE INDEX IF NOT EXISTS customers_email_state ON customers (email_state, name_key) WHERE email_state <> 0;
CREATE UNIQUE INDEX IF NOT EXISTS subscriptions_ref ON subscriptions (ref);
CREATE INDEX IF NOT EXISTS subscriptions_customer ON subscriptions (customer, status);
CREATE INDEX IF NOT EXISTS subscriptions_product ON subscriptions (product, customer);
CREATE INDEX IF NOT EXISTS subscriptions_status ON subscriptions (status);
CREATE INDEX IF NOT EXISTS subscriptions_next ON subscriptions (next_order);
CREATE INDEX IF NOT EXISTS subscriptions_status_next ON subscriptions (status, next_order);
CREATE INDEX IF NOT EXISTS subscriptions_policy ON subscriptions (billing_policy) WHERE billing_policy IS NOT NULL;
