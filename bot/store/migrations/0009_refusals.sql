-- A target that takes no messages until somebody there mends it: why, in Telegram's words, since
-- when, how often in vain, and when it is tried next. `told_at` is when somebody was told in
-- private; `dropped` counts what was given up since.
CREATE TABLE refusal (
    chat_id INTEGER NOT NULL REFERENCES chat ON UPDATE CASCADE ON DELETE CASCADE,
    thread_id INTEGER NOT NULL,
    reason TEXT NOT NULL,
    since INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    try_at INTEGER NOT NULL,
    told_at INTEGER,
    dropped INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (chat_id, thread_id)
) STRICT, WITHOUT ROWID;
