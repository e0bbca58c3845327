-- The files of the inbox that were read, with a digest of what was in each: a file that lies there
-- still is not read again, for what it holds may have been corrected since.
CREATE TABLE inbox_file (
    name TEXT PRIMARY KEY,
    digest TEXT NOT NULL
) STRICT;
