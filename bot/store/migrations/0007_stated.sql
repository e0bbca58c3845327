-- What the sender of an upload said of it, which beats what is read; NULL where nothing was said.
-- The day, YYYY-MM-DD, is for pages that tell none, or one far ahead; the paper is for all.
ALTER TABLE upload ADD COLUMN day TEXT CHECK (day IS NULL OR date(day) = day);
ALTER TABLE upload ADD COLUMN paper TEXT;
ALTER TABLE upload_page ADD COLUMN label TEXT;
