-- What an admin sent to be published: a page, or an archive of them. `owner` is the user's id.
-- `refused` is a JSON array of the files left out: name, why, detail.
CREATE TABLE upload (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'dropped', 'taken_back')),
    made_at INTEGER NOT NULL,
    published_at INTEGER,
    refused TEXT NOT NULL CHECK (json_valid(refused)),
    CHECK (state <> 'published' OR published_at IS NOT NULL)
) STRICT;

-- A page of it. `change` is what publishing it did to the archive, to be taken back.
CREATE TABLE upload_page (
    upload_id INTEGER NOT NULL REFERENCES upload ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    data BLOB NOT NULL,
    stories INTEGER NOT NULL,
    change TEXT CHECK (change IS NULL OR json_valid(change)),
    PRIMARY KEY (upload_id, position)
) STRICT;
