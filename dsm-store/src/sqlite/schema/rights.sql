-- Who may do and see what.
ALTER TABLE history ADD COLUMN behalf TEXT;
ALTER TABLE history ADD COLUMN signature BLOB;
