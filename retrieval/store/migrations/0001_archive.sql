-- "BULL": tells an archive from any other program's database.
PRAGMA application_id = 1112886348;

-- What was done to this schema, room by room. Later versions only add rows here.
CREATE TABLE migration (
    room TEXT NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    done_at TEXT NOT NULL,
    PRIMARY KEY (room, number)
) STRICT;

-- One row for each transaction that changed what is printed, so that a process sees what others
-- wrote; the token tells this database's revision from that of a copy that went another way.
CREATE TABLE revision (
    number INTEGER PRIMARY KEY,
    token INTEGER NOT NULL DEFAULT (random())
) STRICT;

-- One page of a bulletin. Its issue date has its year, or is unknown altogether.
CREATE TABLE page (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    file TEXT NOT NULL,
    bulletin TEXT NOT NULL,
    bulletin_printed INTEGER NOT NULL CHECK (bulletin_printed IN (0, 1)),
    label TEXT,
    place TEXT, -- the label in the form that is compared
    year INTEGER,
    month INTEGER CHECK (month BETWEEN 1 AND 12),
    day INTEGER CHECK (day BETWEEN 1 AND 31),
    day_from TEXT CHECK (day_from IN ('text', 'page', 'path')),
    year_from TEXT CHECK (year_from IN ('text', 'page', 'path')),
    added_at TEXT NOT NULL,
    CHECK ((month IS NULL) = (day IS NULL) AND (month IS NULL) = (day_from IS NULL)),
    CHECK ((year IS NULL) = (year_from IS NULL)),
    CHECK (year IS NULL OR month IS NOT NULL),
    CHECK ((label IS NULL) = (place IS NULL))
) STRICT;
CREATE INDEX page_by_date ON page (year, month, day, place);

-- A story: an id that is never given twice, and the revision that last touched it.
CREATE TABLE article (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    first_added_at TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;
CREATE INDEX article_by_revision ON article (revision);

-- Two articles that proved to be one story: the id that was given up still opens the other.
CREATE TABLE moved_article (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES article ON DELETE CASCADE
) STRICT;
CREATE INDEX moved_article_by_target ON moved_article (article_id);

-- Ids whose article no page prints any more, and the revision that took it away.
CREATE TABLE gone_article (
    id INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL
) STRICT;
CREATE INDEX gone_article_by_revision ON gone_article (revision);

-- A story as one page printed it, whole: lists are JSON arrays of strings.
CREATE TABLE printing (
    id INTEGER PRIMARY KEY,
    page_id INTEGER NOT NULL REFERENCES page ON DELETE CASCADE,
    position INTEGER NOT NULL,
    article_id INTEGER NOT NULL REFERENCES article,
    title TEXT NOT NULL,
    subtitle TEXT,
    reporters TEXT NOT NULL CHECK (json_valid(reporters)),
    correspondents TEXT NOT NULL CHECK (json_valid(correspondents)),
    photographers TEXT NOT NULL CHECK (json_valid(photographers)),
    source TEXT,
    label TEXT,
    paragraphs TEXT NOT NULL CHECK (json_valid(paragraphs)),
    year INTEGER,
    month INTEGER CHECK (month BETWEEN 1 AND 12),
    day INTEGER CHECK (day BETWEEN 1 AND 31),
    day_from TEXT CHECK (day_from IN ('text', 'page', 'path')),
    year_from TEXT CHECK (year_from IN ('text', 'page', 'path')),
    learnt_by TEXT NOT NULL, -- the version of the rules that told its names; others learn again
    CHECK ((month IS NULL) = (day IS NULL) AND (month IS NULL) = (day_from IS NULL)),
    CHECK ((year IS NULL) = (year_from IS NULL)),
    CHECK (year IS NULL OR month IS NOT NULL),
    UNIQUE (page_id, position),
    UNIQUE (page_id, article_id)
) STRICT;
CREATE INDEX printing_by_article ON printing (article_id);
CREATE INDEX printing_by_version ON printing (learnt_by);

-- A few of a printing's shingles, by which others that share much of its text are found.
CREATE TABLE sketch (
    hash INTEGER NOT NULL,
    printing_id INTEGER NOT NULL REFERENCES printing ON DELETE CASCADE,
    PRIMARY KEY (hash, printing_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sketch_by_printing ON sketch (printing_id);

-- What a printing introduces.
CREATE TABLE name (
    printing_id INTEGER NOT NULL REFERENCES printing ON DELETE CASCADE,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,
    post TEXT
) STRICT;
CREATE INDEX name_by_printing ON name (printing_id);

-- How a text was cut into words (their lengths, a byte each), by the text's digest and the
-- analyzer's version: made once for a text.
CREATE TABLE analyzer (
    id INTEGER PRIMARY KEY,
    version TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE cut (
    analyzer_id INTEGER NOT NULL REFERENCES analyzer ON DELETE CASCADE,
    digest INTEGER NOT NULL,
    lengths BLOB NOT NULL,
    UNIQUE (analyzer_id, digest)
) STRICT;
