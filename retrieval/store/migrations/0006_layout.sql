-- What a page's file tells of its lines, as JSON; NULL where it tells nothing, as a text file.
ALTER TABLE page_source ADD COLUMN layout TEXT CHECK (layout IS NULL OR json_valid(layout));
