-- Drafts, questions, configurations, years.
ALTER TABLE submission ADD COLUMN submitted_behalf TEXT;
ALTER TABLE submission ADD COLUMN verified_by TEXT;
ALTER TABLE submission ADD COLUMN verified_behalf TEXT;
ALTER TABLE submission ADD COLUMN corrects TEXT;
ALTER TABLE submission ADD COLUMN attempt INTEGER NOT NULL DEFAULT 1;
UPDATE submission SET verified_by = step.who
    FROM (SELECT json_extract(body, '$.moved.id') AS id, who FROM history
          WHERE json_extract(body, '$.moved.to') = 'verified') AS step
    WHERE step.id = submission.id;
CREATE TABLE control (
    submission INTEGER PRIMARY KEY REFERENCES submission (place),
    declaration TEXT NOT NULL,
    cells TEXT NOT NULL
) STRICT;
CREATE TABLE question (
    submission INTEGER NOT NULL REFERENCES submission (place),
    number INTEGER NOT NULL,
    asked TEXT NOT NULL,
    answered TEXT,
    PRIMARY KEY (submission, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE configuration (country TEXT PRIMARY KEY REFERENCES country (code), body TEXT NOT NULL) STRICT;
CREATE TABLE year (
    country TEXT NOT NULL REFERENCES country (code),
    indicator TEXT NOT NULL REFERENCES indicator (id),
    year INTEGER NOT NULL,
    closed_by TEXT NOT NULL,
    behalf TEXT,
    signed_by TEXT,
    PRIMARY KEY (country, indicator, year)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER control_stays BEFORE UPDATE ON control BEGIN SELECT RAISE(ABORT, 'history only grows'); END;
CREATE TRIGGER control_is_kept BEFORE DELETE ON control BEGIN SELECT RAISE(ABORT, 'history only grows'); END;
CREATE TRIGGER question_stays BEFORE UPDATE ON question WHEN old.answered IS NOT NULL OR new.asked <> old.asked
    BEGIN SELECT RAISE(ABORT, 'history only grows'); END;
CREATE TRIGGER question_is_kept BEFORE DELETE ON question BEGIN SELECT RAISE(ABORT, 'history only grows'); END;
