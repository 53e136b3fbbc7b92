-- A reminder was kept in two indexes, of which the one that lets it be there once is enough. A family's row is written
-- again when its file comes into an area; with room on its page that touches no index. Neither step takes time, however
-- many rows there are. Where a table was cut in parts (docs/registry.md), its indexes have other names, and the room is
-- each part's.
DO $$
DECLARE name text;
BEGIN
    FOR name IN SELECT conname FROM pg_constraint
        WHERE conrelid = 'due'::regclass AND contype = 'p' LOOP
        EXECUTE format('ALTER TABLE due DROP CONSTRAINT %I', name);
    END LOOP;
    FOR name IN SELECT oid::regclass FROM pg_class WHERE oid = 'family'::regclass AND relkind = 'r'
        UNION SELECT relid::regclass FROM pg_partition_tree('family') WHERE isleaf LOOP
        EXECUTE format('ALTER TABLE %s SET (fillfactor = 80)', name);
    END LOOP;
END $$;
