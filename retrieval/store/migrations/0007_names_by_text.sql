-- How often a name is introduced is looked up by its text, where the index lies elsewhere.
CREATE INDEX name_by_text ON name (text);
