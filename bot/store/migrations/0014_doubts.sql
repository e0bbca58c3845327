-- Pages of the inbox that a person should look at: why (`doubts`, pairs of a kind and its values), and
-- which other page each may be a new version of (`former`). A row goes when somebody has looked at the
-- page, or when it came again without a doubt; one whose page is gone says nothing.
CREATE TABLE doubted_page (
    page_id INTEGER PRIMARY KEY,
    doubts TEXT NOT NULL CHECK (json_valid(doubts)),
    former INTEGER,
    noted_at INTEGER NOT NULL
) STRICT;

-- How many chats a notice went to, for the list of all.
CREATE INDEX delivery_by_notice ON delivery (notice_id, state) WHERE notice_id IS NOT NULL;

-- When a notice was put into the outbox; none until it is confirmed. Its deliveries can't tell: they go
-- with their chats.
ALTER TABLE notice ADD COLUMN sent_at INTEGER;
UPDATE notice SET sent_at = (SELECT min(made_at) FROM delivery WHERE notice_id = notice.id);
