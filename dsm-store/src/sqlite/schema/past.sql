-- What was in force from when to when, in which line of revisions, and why it was withdrawn as wrong.
ALTER TABLE submission ADD COLUMN lineage TEXT NOT NULL DEFAULT '';
ALTER TABLE submission ADD COLUMN released_at INTEGER;
ALTER TABLE submission ADD COLUMN ended_at INTEGER;
ALTER TABLE submission ADD COLUMN withdrawn_reason TEXT;
CREATE INDEX submission_of_line ON submission (lineage);
CREATE INDEX submission_came ON submission (released_at, indicator);
CREATE INDEX submission_went ON submission (ended_at, indicator);
CREATE INDEX cell_suppressed ON cell (submission) WHERE state = 'suppressed';
