-- What people ask, for the editors. Who asked is no number of Telegram's: `asker` is a hash of it with
-- the day's key, so that the same person counts once a day, is not known again on another day, and
-- can still be forgotten. A day with its key and its rows goes after 30 days; counts stay.
-- Days are yyyy-mm-dd, in the paper's time zone.
CREATE TABLE asked_day (
    day TEXT PRIMARY KEY,
    key BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- `question` is a hash of what was asked with the day's key, by which asking again is known; the
-- words are kept of what print did not answer alone, and are empty for the rest.
CREATE TABLE asked (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    day TEXT NOT NULL REFERENCES asked_day ON DELETE CASCADE,
    asker BLOB NOT NULL,
    question BLOB NOT NULL,
    band TEXT NOT NULL CHECK (band IN ('answer', 'nearest', 'nothing')),
    words TEXT NOT NULL,
    UNIQUE (asker, question)
) STRICT;
CREATE INDEX asked_by_day ON asked (day);

-- How much was asked, of days whose rows are gone, and by guests, of whom there are none.
CREATE TABLE asked_count (
    day TEXT NOT NULL,
    band TEXT NOT NULL CHECK (band IN ('answer', 'nearest', 'nothing')),
    count INTEGER NOT NULL,
    PRIMARY KEY (day, band)
) STRICT, WITHOUT ROWID;
