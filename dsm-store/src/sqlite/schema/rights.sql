-- Who may do and see what.
ALTER TABLE history ADD COLUMN behalf TEXT;
ALTER TABLE history ADD COLUMN signature BLOB;
ALTER TABLE user ADD COLUMN agency TEXT;
CREATE TABLE agency (
    country TEXT NOT NULL REFERENCES country (code),
    code TEXT NOT NULL,
    PRIMARY KEY (country, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE rule (place INTEGER PRIMARY KEY, kind TEXT NOT NULL, rule TEXT NOT NULL) STRICT;
CREATE TABLE agreement (id TEXT PRIMARY KEY, agreement TEXT NOT NULL) STRICT;
CREATE TABLE party (
    agreement TEXT NOT NULL REFERENCES agreement (id),
    country TEXT NOT NULL REFERENCES country (code),
    PRIMARY KEY (agreement, country)
) STRICT, WITHOUT ROWID;
