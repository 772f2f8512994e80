-- What transactions changed: the keys that a statement touched, 10,000 a row, or null for all of a table. Written by
-- triggers in the transaction; read by a snapshot (pending-changes.ts, read-changes.ts).
CREATE TABLE change_log (
  id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT change_log_pkey PRIMARY KEY,
  transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  relation text NOT NULL,
  size integer NOT NULL,
  keys text[],
  -- Whether it is of columns that statistics are of (watch_changes), and not only told (announce_changes).
  is_counted boolean NOT NULL DEFAULT TRUE,
  -- INSERT, UPDATE, DELETE or TRUNCATE; null where it is not known, for all of a table.
  operation text);
CREATE INDEX change_log_transaction_id_idx ON change_log (transaction, id);

-- The last transaction of the epoch (create-change-epoch.ts) of which rows were taken away again; null for none.
CREATE TABLE change_log_cut (transaction xid8);
INSERT INTO change_log_cut DEFAULT VALUES;

-- Wakes whoever waits for changes, when the transaction commits (change-bell.ts). Notifications of one text in a
-- transaction are one.
CREATE FUNCTION ring_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('changes', '');
  RETURN NULL;
END $$;
CREATE TRIGGER change_log_ring AFTER INSERT ON change_log FOR EACH STATEMENT EXECUTE FUNCTION ring_changes();

-- Arguments: the key's column, and those that an update must change to be logged, if not all.
CREATE FUNCTION log_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  key text = quote_ident(TG_ARGV[0]);
  changed text;
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    INSERT INTO change_log (relation, size, operation) VALUES (TG_TABLE_NAME, 0, TG_OP);
    RETURN NULL;
  END IF;
  changed = CASE
    WHEN TG_OP = 'INSERT' THEN format('SELECT %1$s::text AS key FROM after_change', key)
    WHEN TG_OP = 'DELETE' THEN format('SELECT %1$s::text AS key FROM before_change', key)
    WHEN TG_NARGS = 1 THEN format(
      'SELECT %1$s::text AS key FROM before_change UNION SELECT %1$s::text FROM after_change', key)
    ELSE format('SELECT DISTINCT key FROM (
        SELECT %1$s::text AS key, %2$s FROM before_change EXCEPT ALL SELECT %1$s::text, %2$s FROM after_change
        UNION ALL (SELECT %1$s::text, %2$s FROM after_change EXCEPT ALL SELECT %1$s::text, %2$s FROM before_change)
      ) AS one', key, TG_ARGV[1]) END;
  EXECUTE format('
    INSERT INTO change_log (relation, size, keys, operation) SELECT $1, count(*), array_agg(key), $2
    FROM (SELECT key, row_number() OVER () / 10000 AS part FROM (%s) AS changed) AS numbered GROUP BY part', changed)
    USING TG_TABLE_NAME, TG_OP;
  RETURN NULL;
END $$;

CREATE FUNCTION watch_changes(relation regclass, key text, columns text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  log text = format('FOR EACH STATEMENT EXECUTE FUNCTION log_change(%L%s)', key, ', ' || quote_literal(columns));
  name text = (SELECT relname FROM pg_class WHERE oid = relation);
BEGIN
  EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %s REFERENCING NEW TABLE AS after_change %s',
    name || '_log_insert', relation, log);
  EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %s
    REFERENCING OLD TABLE AS before_change NEW TABLE AS after_change %s', name || '_log_update', relation, log);
  EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %s REFERENCING OLD TABLE AS before_change %s',
    name || '_log_delete', relation, log);
  EXECUTE format('CREATE TRIGGER %I AFTER TRUNCATE ON %s %s', name || '_log_truncate', relation, log);
END $$;

-- Has the log tell that a table was written to, for readers who want to know that and no more: where watch_changes leaves
-- columns out, or nothing is counted of the table. With an argument, the key's column, also of which rows.
CREATE FUNCTION log_announcement() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  touched integer;
BEGIN
  IF TG_OP = 'DELETE' THEN touched = (SELECT count(*) FROM before_change);
  ELSIF TG_OP <> 'TRUNCATE' THEN touched = (SELECT count(*) FROM after_change);
  END IF;
  IF touched = 0 THEN RETURN NULL; END IF;
  IF TG_NARGS = 0 OR TG_OP = 'TRUNCATE' THEN
    INSERT INTO change_log (relation, size, is_counted, operation)
    VALUES (TG_TABLE_NAME, coalesce(touched, 0), FALSE, TG_OP);
    RETURN NULL;
  END IF;
  EXECUTE format('
    INSERT INTO change_log (relation, size, keys, is_counted, operation)
    SELECT $1, count(*), array_agg(key), FALSE, $2
    FROM (SELECT %I::text AS key, row_number() OVER () / 10000 AS part FROM %I) AS numbered GROUP BY part',
    TG_ARGV[0], CASE TG_OP WHEN 'DELETE' THEN 'before_change' ELSE 'after_change' END) USING TG_TABLE_NAME, TG_OP;
  RETURN NULL;
END $$;

CREATE FUNCTION announce_with(relation regclass, run text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  name text = (SELECT relname FROM pg_class WHERE oid = relation);
BEGIN
  EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %s REFERENCING NEW TABLE AS after_change %s',
    name || '_announce_insert', relation, run);
  EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %s REFERENCING NEW TABLE AS after_change %s',
    name || '_announce_update', relation, run);
  EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %s REFERENCING OLD TABLE AS before_change %s',
    name || '_announce_delete', relation, run);
  EXECUTE format('CREATE TRIGGER %I AFTER TRUNCATE ON %s %s', name || '_announce_truncate', relation, run);
END $$;

CREATE FUNCTION announce_changes(VARIADIC relations regclass[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  relation regclass;
BEGIN
  FOREACH relation IN ARRAY relations LOOP
    PERFORM announce_with(relation, 'FOR EACH STATEMENT EXECUTE FUNCTION log_announcement()');
  END LOOP;
END $$;

-- The same with the keys of the rows, a column that never changes: for tables whose changes readers follow row by row.
CREATE FUNCTION announce_rows(relation regclass, key text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM announce_with(relation, format('FOR EACH STATEMENT EXECUTE FUNCTION log_announcement(%L)', key));
END $$;
