-- Whether answers in a chat have buttons to rate them.
ALTER TABLE chat ADD COLUMN votes INTEGER NOT NULL DEFAULT 1 CHECK (votes IN (0, 1));

-- What somebody thought of an answer, and what it showed. One per person and message.
CREATE TABLE vote (
    chat_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    good INTEGER NOT NULL CHECK (good IN (0, 1)),
    way TEXT NOT NULL,
    words TEXT NOT NULL,
    articles TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    PRIMARY KEY (chat_id, message_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX vote_by_age ON vote (made_at);

-- What somebody said is wrong in a story's text, and the printed paragraph that is most like it.
CREATE TABLE misprint (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL,
    said TEXT NOT NULL,
    printed TEXT NOT NULL,
    made_by INTEGER,
    made_at INTEGER NOT NULL,
    settled INTEGER NOT NULL DEFAULT 0 CHECK (settled IN (0, 1))
) STRICT;
