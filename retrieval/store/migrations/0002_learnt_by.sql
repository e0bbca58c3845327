-- Which version of the rules told the names of a printing; those of another are learnt again.
ALTER TABLE printing ADD COLUMN learnt_by TEXT;
CREATE INDEX printing_by_version ON printing (learnt_by);
