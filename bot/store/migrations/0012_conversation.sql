-- What a forum's topics are called, as Telegram last told: it tells only when a topic is made or
-- renamed, and when somebody writes in it.
CREATE TABLE topic (
    chat_id INTEGER NOT NULL REFERENCES chat ON UPDATE CASCADE ON DELETE CASCADE,
    thread_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (chat_id, thread_id)
) STRICT, WITHOUT ROWID;

-- What the bot's messages show, made anew: an inquiry may be about one story (`story`), a topic of a
-- forum has a conversation of its own (`thread_id`, 0 for none), and headlines that are only `near`
-- what was asked are no answer. What was shown before the ways that are about one story stays.
CREATE TABLE shown (
    chat_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    asked_by INTEGER,
    question_id INTEGER,
    way TEXT NOT NULL CHECK (
        way IN (
            'question', 'search', 'reporter', 'latest', 'story', 'about', 'related', 'same_day'
        )
    ),
    words TEXT NOT NULL,
    ordered TEXT NOT NULL CHECK (ordered IN ('relevance', 'newest')),
    start INTEGER NOT NULL,
    articles TEXT NOT NULL,
    whole INTEGER NOT NULL CHECK (whole IN (0, 1)),
    shown_at INTEGER NOT NULL,
    story INTEGER,
    thread_id INTEGER NOT NULL DEFAULT 0,
    near INTEGER NOT NULL DEFAULT 0 CHECK (near IN (0, 1)),
    PRIMARY KEY (chat_id, message_id)
) STRICT, WITHOUT ROWID;
INSERT INTO shown (
    chat_id, message_id, asked_by, question_id, way, words, ordered, start, articles, whole, shown_at
) SELECT
    chat_id, message_id, asked_by, question_id, way, words, ordered, start, articles, whole, shown_at
FROM showing;
DROP TABLE showing;
ALTER TABLE shown RENAME TO showing;
CREATE INDEX showing_by_question ON showing (chat_id, question_id);
CREATE INDEX showing_by_chat ON showing (chat_id, shown_at);
CREATE INDEX showing_by_age ON showing (shown_at);
CREATE INDEX message_by_chat ON message (chat_id, sent_at);

-- Why an answer was of no use to somebody, where they said.
ALTER TABLE vote ADD COLUMN why TEXT
    CHECK (why IN ('unrelated', 'incomplete', 'misprinted', 'outdated'));

-- The bot's replies in channels, which are deleted when their time is over.
CREATE TABLE brief_post (
    chat_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (chat_id, message_id)
) STRICT, WITHOUT ROWID;
