-- A message of the bot's as what it shows: which page of which question's answer, or a story in full
-- (`whole`). `articles` is a JSON array of their ids, in the order of their numbers. It is no part
-- of a chat's row: people ask in chats that have no settings. Moments are seconds of Unix time.
CREATE TABLE showing (
    chat_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    asked_by INTEGER,
    question_id INTEGER,
    way TEXT NOT NULL CHECK (way IN ('question', 'search', 'reporter', 'latest')),
    words TEXT NOT NULL,
    ordered TEXT NOT NULL CHECK (ordered IN ('relevance', 'newest')),
    start INTEGER NOT NULL,
    articles TEXT NOT NULL,
    whole INTEGER NOT NULL CHECK (whole IN (0, 1)),
    shown_at INTEGER NOT NULL,
    PRIMARY KEY (chat_id, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX showing_by_question ON showing (chat_id, question_id);
CREATE INDEX showing_by_chat ON showing (chat_id, shown_at);
CREATE INDEX showing_by_age ON showing (shown_at);

-- What somebody typed inline without an answer, for the button that asks it in private chat.
CREATE TABLE typed (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL,
    words TEXT NOT NULL,
    typed_at INTEGER NOT NULL,
    UNIQUE (user_id, words)
) STRICT;
CREATE INDEX typed_by_age ON typed (typed_at);

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
