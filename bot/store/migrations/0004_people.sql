-- Whose questions a group answers, and where; and the joining (its moment) that a group or channel
-- was welcomed for; and the language of the person in a private chat, or of who let the bot in, as
-- Telegram names it.
ALTER TABLE chat ADD COLUMN asking TEXT NOT NULL DEFAULT 'everyone'
    CHECK (asking IN ('everyone', 'admins', 'private'));
ALTER TABLE chat ADD COLUMN welcomed INTEGER;
ALTER TABLE chat ADD COLUMN spoken TEXT;
