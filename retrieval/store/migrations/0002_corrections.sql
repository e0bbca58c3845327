-- What a paragraph of an article should read, kept apart from what is printed: wherever a page
-- prints it again, the paragraph is known by its digest. A row stays when the article goes, as the
-- page may come again under the same id.
CREATE TABLE correction (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL,
    digest TEXT NOT NULL,
    text TEXT NOT NULL,
    made_by INTEGER,
    made_at TEXT NOT NULL,
    UNIQUE (article_id, digest)
) STRICT;
