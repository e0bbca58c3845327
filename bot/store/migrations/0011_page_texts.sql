-- A page of an upload as it was read from its file, as JSON; NULL in drafts of former versions,
-- where `data` has the bytes of a text. `edits` is a JSON array of what its sender changed in it,
-- `doubts` how many things there are to look at, `day` what its sender says instead of its own.
ALTER TABLE upload_page ADD COLUMN incoming TEXT CHECK (incoming IS NULL OR json_valid(incoming));
ALTER TABLE upload_page ADD COLUMN edits TEXT CHECK (edits IS NULL OR json_valid(edits));
ALTER TABLE upload_page ADD COLUMN doubts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE upload_page ADD COLUMN day TEXT;
