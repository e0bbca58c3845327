-- Updates as they were taken of Telegram. `data` is the update in Telegram's JSON until it is done,
-- then nothing: what people wrote goes, the id stays for a while, so that an update that comes again
-- is known. `attempts` counts the processes that began it anew.
CREATE TABLE taken_update (
    number INTEGER PRIMARY KEY,
    update_id INTEGER NOT NULL UNIQUE,
    data TEXT,
    taken_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX taken_update_waiting ON taken_update (number) WHERE data IS NOT NULL;
