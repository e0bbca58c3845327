-- Whose questions a group answers, and where; and the joining (its moment) that a group or channel
-- was welcomed for.
ALTER TABLE chat ADD COLUMN asking TEXT NOT NULL DEFAULT 'everyone'
    CHECK (asking IN ('everyone', 'admins', 'private'));
ALTER TABLE chat ADD COLUMN welcomed INTEGER;
