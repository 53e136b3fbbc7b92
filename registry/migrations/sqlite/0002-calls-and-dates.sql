-- A call is about an application, so that it can be silenced with it and shown to the desk when it was given up.
ALTER TABLE intent ADD COLUMN place INTEGER;
ALTER TABLE intent ADD COLUMN renewed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE intent ADD COLUMN why TEXT NOT NULL DEFAULT '';
CREATE INDEX intent_dead ON intent (ready_at) WHERE state = 'dead';

-- Nothing was ever written there; each row is one reminder of a date.
ALTER TABLE due RENAME COLUMN state TO stage;
ALTER TABLE due ADD COLUMN channel TEXT NOT NULL DEFAULT 'message';
CREATE UNIQUE INDEX due_once ON due (family, what, due_on, stage, channel);

-- Those that a date may end.
CREATE INDEX application_waiting ON application (family) WHERE stage IN ('asked_back', 'registered');
