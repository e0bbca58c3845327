-- Moments are seconds of Unix time. A thread 0 is none: a unique index needs a value.

-- A chat as it was last seen, and how it wants to be told. `missed` is why it was away before it
-- came back, until it has been told so.
CREATE TABLE chat (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('private', 'group', 'supergroup', 'channel')),
    title TEXT NOT NULL,
    username TEXT,
    timezone TEXT NOT NULL,
    pace TEXT NOT NULL CHECK (pace IN ('at_once', 'daily', 'weekly')),
    digest_at INTEGER NOT NULL CHECK (digest_at BETWEEN 0 AND 1439),
    digest_day INTEGER NOT NULL CHECK (digest_day BETWEEN 0 AND 6),
    quiet_start INTEGER CHECK (quiet_start BETWEEN 0 AND 1439),
    quiet_end INTEGER CHECK (quiet_end BETWEEN 0 AND 1439),
    silent INTEGER NOT NULL CHECK (silent IN (0, 1)),
    amount TEXT NOT NULL CHECK (amount IN ('headlines', 'passage', 'passages')),
    language TEXT,
    away TEXT,
    away_since INTEGER,
    missed TEXT,
    missed_since INTEGER,
    CHECK ((quiet_start IS NULL) = (quiet_end IS NULL)),
    CHECK ((away IS NULL) = (away_since IS NULL)),
    CHECK ((missed IS NULL) = (missed_since IS NULL))
) STRICT;

-- The id that a group had before it became a supergroup.
CREATE TABLE moved_chat (
    id INTEGER PRIMARY KEY,
    chat_id INTEGER NOT NULL REFERENCES chat ON UPDATE CASCADE ON DELETE CASCADE
) STRICT;

-- A saved search. `folded` is what tells one from another in a target; `revision` counts changes
-- over all rows, so that who keeps them in memory reads what changed only. The count is kept apart:
-- a row that is deleted would take its number along, and the next would come unseen.
CREATE TABLE subscription_revision (
    number INTEGER NOT NULL
) STRICT;
INSERT INTO subscription_revision VALUES (0);
CREATE TABLE subscription (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id INTEGER NOT NULL REFERENCES chat ON UPDATE CASCADE ON DELETE CASCADE,
    thread_id INTEGER NOT NULL,
    query TEXT NOT NULL,
    folded TEXT NOT NULL,
    paused INTEGER NOT NULL CHECK (paused IN (0, 1)),
    made_by INTEGER,
    made_at INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    UNIQUE (chat_id, thread_id, folded)
) STRICT;
CREATE INDEX subscription_by_revision ON subscription (revision);

-- What the admins tell every chat.
CREATE TABLE notice (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    text TEXT NOT NULL,
    made_by INTEGER NOT NULL,
    made_at INTEGER NOT NULL
) STRICT;

-- A message that was sent. It is to be edited where `edit_at` says when.
CREATE TABLE message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id INTEGER NOT NULL REFERENCES chat ON UPDATE CASCADE ON DELETE CASCADE,
    thread_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    shown TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    edit_at INTEGER,
    UNIQUE (chat_id, message_id)
) STRICT;
CREATE INDEX message_to_edit ON message (edit_at) WHERE edit_at IS NOT NULL;

-- The outbox. `reason` says why a delivery failed or waits, in Telegram's words or ours; `held`
-- that it was kept back at first, for a digest or the end of quiet hours.
CREATE TABLE delivery (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id INTEGER NOT NULL REFERENCES chat ON UPDATE CASCADE ON DELETE CASCADE,
    thread_id INTEGER NOT NULL,
    article_id INTEGER,
    notice_id INTEGER REFERENCES notice ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'failed')),
    reason TEXT,
    made_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1)),
    message INTEGER REFERENCES message ON DELETE SET NULL,
    CHECK ((article_id IS NULL) <> (notice_id IS NULL)),
    UNIQUE (chat_id, thread_id, article_id),
    UNIQUE (chat_id, notice_id)
) STRICT;
CREATE INDEX delivery_due ON delivery (due_at) WHERE state = 'pending';
CREATE INDEX delivery_by_state ON delivery (state, changed_at);
CREATE INDEX delivery_by_article ON delivery (article_id);
CREATE INDEX delivery_by_message ON delivery (message);

-- Which subscriptions a delivery's article matched, and what they said then.
CREATE TABLE matched (
    delivery_id INTEGER NOT NULL REFERENCES delivery ON DELETE CASCADE,
    subscription_id INTEGER NOT NULL,
    query TEXT NOT NULL,
    PRIMARY KEY (delivery_id, subscription_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX matched_by_subscription ON matched (subscription_id);

-- Two articles that prove to be one story are one alert: the later row of a target goes, unless it
-- was sent already.
CREATE TRIGGER article_moved AFTER INSERT ON moved_article
BEGIN
    UPDATE OR IGNORE delivery SET article_id = new.article_id WHERE article_id = new.id;
    DELETE FROM delivery WHERE article_id = new.id AND state IN ('pending', 'failed');
END;

-- What has happened once and for all: `loaded` when the first load of the archive was over.
CREATE TABLE milestone (
    name TEXT PRIMARY KEY,
    reached_at INTEGER NOT NULL
) STRICT;
