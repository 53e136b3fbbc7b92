-- Frozen: what comes later is another file. Why each table is as it is stands in docs/registry.md.
-- "YUCN", so that another program's file is not taken for ours.
PRAGMA application_id = 1498760014;

CREATE TABLE family (
    family      BLOB    NOT NULL PRIMARY KEY CHECK (length(family) = 16),
    area        TEXT    NOT NULL,
    first_leaf  INTEGER NOT NULL,
    wrapped_key BLOB
) STRICT, WITHOUT ROWID;

CREATE TABLE entry (
    leaf   INTEGER NOT NULL PRIMARY KEY,
    family BLOB    NOT NULL REFERENCES family,
    place  INTEGER NOT NULL,
    area   TEXT    NOT NULL,
    at     INTEGER NOT NULL,
    kind   TEXT    NOT NULL,
    key    BLOB    NOT NULL,
    body   BLOB    NOT NULL,
    UNIQUE (family, place)
) STRICT;

CREATE TABLE act (
    key        BLOB    NOT NULL PRIMARY KEY CHECK (length(key) = 16),
    digest     BLOB    NOT NULL,
    family     BLOB    NOT NULL,
    first_leaf INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE node (
    level INTEGER NOT NULL,
    place INTEGER NOT NULL,
    hash  BLOB    NOT NULL,
    PRIMARY KEY (level, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE head (
    size      INTEGER NOT NULL PRIMARY KEY,
    root      BLOB    NOT NULL,
    at        INTEGER NOT NULL,
    signature BLOB    NOT NULL
) STRICT;

CREATE TABLE blind (
    family BLOB    NOT NULL,
    place  INTEGER NOT NULL,
    kind   TEXT    NOT NULL,
    blind  BLOB    NOT NULL,
    PRIMARY KEY (family, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX blind_value ON blind (blind, kind);

CREATE TABLE application (
    family    BLOB    NOT NULL,
    place     INTEGER NOT NULL,
    service   TEXT    NOT NULL,
    area      TEXT    NOT NULL,
    stage     TEXT    NOT NULL,
    sent_at   INTEGER NOT NULL,
    moved_at  INTEGER NOT NULL,
    number    BLOB    NOT NULL,
    applicant BLOB    NOT NULL,
    PRIMARY KEY (family, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE due (
    family BLOB    NOT NULL,
    place  INTEGER NOT NULL,
    area   TEXT    NOT NULL,
    due_on TEXT    NOT NULL,
    what   TEXT    NOT NULL,
    state  TEXT    NOT NULL,
    PRIMARY KEY (family, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE intent (
    family   BLOB    NOT NULL,
    id       BLOB    NOT NULL CHECK (length(id) = 16),
    area     TEXT    NOT NULL,
    whom     TEXT    NOT NULL,
    body     BLOB    NOT NULL,
    ready_at INTEGER NOT NULL,
    tries    INTEGER NOT NULL,
    state    TEXT    NOT NULL,
    PRIMARY KEY (family, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX intent_ready ON intent (ready_at) WHERE state = 'due';

CREATE TABLE passing (
    kind       TEXT    NOT NULL,
    id         BLOB    NOT NULL,
    family     BLOB,
    version    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    body       BLOB    NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT;
CREATE INDEX passing_family ON passing (family, kind) WHERE family IS NOT NULL;
CREATE INDEX passing_end ON passing (expires_at);

CREATE TABLE counter (
    name    BLOB    NOT NULL PRIMARY KEY,
    ends_at INTEGER NOT NULL,
    count   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX counter_end ON counter (ends_at);

CREATE TABLE pulse (
    one   INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    beats INTEGER NOT NULL
) STRICT;
INSERT INTO pulse (one, beats) VALUES (1, 0);
