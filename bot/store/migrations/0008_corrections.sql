-- A reported error: what came of it, where and in which of Telegram's languages it was reported, so
-- that whoever did can be told; and whether the admins were told, and the reporter.
ALTER TABLE misprint ADD COLUMN outcome TEXT CHECK (outcome IN ('corrected', 'left'));
ALTER TABLE misprint ADD COLUMN chat_id INTEGER;
ALTER TABLE misprint ADD COLUMN thread_id INTEGER;
ALTER TABLE misprint ADD COLUMN message_id INTEGER;
ALTER TABLE misprint ADD COLUMN language TEXT;
ALTER TABLE misprint ADD COLUMN told INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1));
ALTER TABLE misprint ADD COLUMN answered INTEGER NOT NULL DEFAULT 0 CHECK (answered IN (0, 1));
UPDATE misprint SET told = 1, answered = settled;
CREATE INDEX misprint_untold ON misprint (id) WHERE told = 0 AND settled = 0;
CREATE INDEX misprint_unanswered ON misprint (id) WHERE settled = 1 AND answered = 0;

-- What an admin proposes to make of a paragraph: nothing is changed before they confirm it.
-- `before` is what it read then. `correction` is what confirming it did, to be undone.
-- `message_id` shows it in the admin's private chat, whose id is theirs.
CREATE TABLE proposal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    misprint_id INTEGER REFERENCES misprint ON DELETE SET NULL,
    article_id INTEGER NOT NULL,
    printed TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    made_by INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    message_id INTEGER,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'dropped', 'made', 'undone')),
    correction TEXT CHECK (correction IS NULL OR json_valid(correction)),
    CHECK (state <> 'made' OR correction IS NOT NULL)
) STRICT;
CREATE INDEX proposal_by_misprint ON proposal (misprint_id);
CREATE INDEX proposal_made ON proposal (article_id) WHERE state = 'made';
