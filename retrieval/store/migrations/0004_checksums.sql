-- Of what is shown of a row, see `retrieval.store.checksums`; NULL: not made yet. A migration that
-- changes what it is of sets it to NULL.
ALTER TABLE page ADD COLUMN checksum BLOB;
ALTER TABLE printing ADD COLUMN checksum BLOB;
ALTER TABLE correction ADD COLUMN checksum BLOB;
CREATE INDEX page_without_checksum ON page (id) WHERE checksum IS NULL;
CREATE INDEX printing_without_checksum ON printing (id) WHERE checksum IS NULL;
CREATE INDEX correction_without_checksum ON correction (id) WHERE checksum IS NULL;
