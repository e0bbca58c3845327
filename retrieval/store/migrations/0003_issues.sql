-- A page is of a paper's issue. A file's name was kept as the paper's where none was printed: what
-- is unknown is an empty name from now on.
UPDATE page SET bulletin = '' WHERE bulletin_printed = 0;
-- What pasted text and standard input were called is no path that a page could come in under again.
UPDATE page SET file = '' WHERE file IN ('粘贴的文字.txt', '-');

ALTER TABLE page ADD COLUMN section TEXT; -- what the page is called beside its label: 民生
ALTER TABLE page ADD COLUMN digest BLOB; -- SHA-256 of the bytes that came in; NULL before this
-- 1: found, but never the newest and told to nobody, until somebody releases it.
ALTER TABLE page ADD COLUMN held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1));
-- Where an earlier version let another page replace this one, and it was given back: that page.
ALTER TABLE page ADD COLUMN replaced_by INTEGER;
CREATE INDEX page_by_digest ON page (digest);
CREATE INDEX page_by_file ON page (file);

-- By what stories are compared, without their texts being cut again; NULL: made when it is wanted.
ALTER TABLE printing ADD COLUMN signature BLOB;
