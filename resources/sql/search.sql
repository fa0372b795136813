-- The search index: for each run of 32,768 customers and each piece of text (three letters, or a word's first one or two), which of them have it.
-- Every statement may be run again. Rows are written by services/store/search_store.cpp together with the customers they speak of.
CREATE TABLE IF NOT EXISTS search_grams (
    chunk INTEGER NOT NULL,   -- customers.id >> 15
    gram INTEGER NOT NULL,    -- gramOf() in services/store/search_grams.h
    ids BLOB NOT NULL,        -- encodeIds(): the lower 15 bits of each customer's id
    PRIMARY KEY (chunk, gram)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS subscription_lines_product ON subscription_lines (product);
