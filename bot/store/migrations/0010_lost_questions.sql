-- Questions that were given up because no message could be sent for long: one row for a chat, which
-- is told of them once it takes messages again. `message_id`, `words` and `asked_by` are those of a single
-- question; of several (`count`), and of a tapped button, nothing but their number is kept.
-- `language` is that of who asked, as Telegram names it.
CREATE TABLE lost_question (
    chat_id INTEGER PRIMARY KEY,
    thread_id INTEGER,
    count INTEGER NOT NULL,
    message_id INTEGER,
    words TEXT NOT NULL,
    asked_by INTEGER,
    language TEXT,
    lost_at INTEGER NOT NULL
) STRICT;
