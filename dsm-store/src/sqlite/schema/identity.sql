-- Who users are.
ALTER TABLE user ADD COLUMN key TEXT;
