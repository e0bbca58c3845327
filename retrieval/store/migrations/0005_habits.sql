-- The text of a page as it came in, so that it can be read again; pages stored before have none.
CREATE TABLE page_source (
    id INTEGER PRIMARY KEY REFERENCES page ON DELETE CASCADE,
    text BLOB NOT NULL, -- UTF-8, compressed by zlib
    stated_day TEXT CHECK (stated_day IS date(stated_day)), -- what somebody stated of the page
    stated_paper TEXT,
    stated_page TEXT,
    read_by TEXT NOT NULL, -- the version of the rules that read it
    left_out TEXT NOT NULL CHECK (json_valid(left_out)), -- lines that its paper's habits left out
    habits INTEGER NOT NULL -- the revision of which these habits were known
) STRICT;

-- The short lines of a page as its paper repeats them: spaces do not count, nor do numbers that
-- change from page to page, for which # stands. What stands on several pages of a paper that do not
-- need it is the paper's habit.
CREATE TABLE page_line (
    paper TEXT NOT NULL, -- or the folder of pages whose paper is unknown, with / at its end
    shape TEXT NOT NULL,
    needed INTEGER NOT NULL CHECK (needed IN (0, 1)), -- 1: the page would lack something without it
    page_id INTEGER NOT NULL REFERENCES page ON DELETE CASCADE,
    PRIMARY KEY (paper, shape, needed, page_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX page_line_by_page ON page_line (page_id);
