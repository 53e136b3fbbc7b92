-- Frozen: what comes later is another file. Why each table is as it is stands in docs/registry.md.

CREATE TABLE family (
    family      bytea  NOT NULL PRIMARY KEY CHECK (length(family) = 16),
    area        text   NOT NULL,
    first_leaf  bigint NOT NULL,
    wrapped_key bytea
);

CREATE TABLE entry (
    family bytea  NOT NULL REFERENCES family,
    place  bigint NOT NULL,
    leaf   bigint NOT NULL,
    area   text   NOT NULL,
    at     bigint NOT NULL,
    kind   text   NOT NULL,
    key    bytea  NOT NULL,
    body   bytea  NOT NULL,
    PRIMARY KEY (family, place)
);
CREATE INDEX entry_leaf ON entry (leaf);
-- sealed bytes do not get smaller
ALTER TABLE entry ALTER COLUMN body SET STORAGE EXTERNAL;

CREATE TABLE act (
    key        bytea  NOT NULL PRIMARY KEY CHECK (length(key) = 16),
    digest     bytea  NOT NULL,
    family     bytea  NOT NULL,
    first_leaf bigint NOT NULL
);

CREATE TABLE node (
    level smallint NOT NULL,
    place bigint   NOT NULL,
    hash  bytea    NOT NULL,
    PRIMARY KEY (level, place)
);

CREATE TABLE head (
    size      bigint NOT NULL PRIMARY KEY,
    root      bytea  NOT NULL,
    at        bigint NOT NULL,
    signature bytea  NOT NULL
);

CREATE TABLE blind (
    family bytea  NOT NULL,
    place  bigint NOT NULL,
    kind   text   NOT NULL,
    blind  bytea  NOT NULL,
    PRIMARY KEY (family, place)
);
CREATE INDEX blind_value ON blind (blind, kind);

CREATE TABLE application (
    family    bytea  NOT NULL,
    place     bigint NOT NULL,
    service   text   NOT NULL,
    area      text   NOT NULL,
    stage     text   NOT NULL,
    sent_at   bigint NOT NULL,
    moved_at  bigint NOT NULL,
    number    bytea  NOT NULL,
    applicant bytea  NOT NULL,
    PRIMARY KEY (family, place)
);

CREATE TABLE due (
    family bytea  NOT NULL,
    place  bigint NOT NULL,
    area   text   NOT NULL,
    due_on text   NOT NULL,
    what   text   NOT NULL,
    state  text   NOT NULL,
    PRIMARY KEY (family, place)
);

CREATE TABLE intent (
    family   bytea  NOT NULL,
    id       bytea  NOT NULL CHECK (length(id) = 16),
    area     text   NOT NULL,
    whom     text   NOT NULL,
    body     bytea  NOT NULL,
    ready_at bigint NOT NULL,
    tries    bigint NOT NULL,
    state    text   NOT NULL,
    PRIMARY KEY (family, id)
);
CREATE INDEX intent_ready ON intent (ready_at) WHERE state = 'due';

CREATE TABLE passing (
    kind       text   NOT NULL,
    id         bytea  NOT NULL,
    family     bytea  ,
    version    bigint NOT NULL,
    expires_at bigint NOT NULL,
    body       bytea  NOT NULL,
    PRIMARY KEY (kind, id)
);
ALTER TABLE passing ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE INDEX passing_family ON passing (family, kind) WHERE family IS NOT NULL;
CREATE INDEX passing_end ON passing (expires_at);

CREATE TABLE counter (
    name    bytea  NOT NULL PRIMARY KEY,
    ends_at bigint NOT NULL,
    count   bigint NOT NULL
);
CREATE INDEX counter_end ON counter (ends_at);

CREATE TABLE pulse (
    one   bigint NOT NULL PRIMARY KEY CHECK (one = 1),
    beats bigint NOT NULL
);
INSERT INTO pulse (one, beats) VALUES (1, 0);
