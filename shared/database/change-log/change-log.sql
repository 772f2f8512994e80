-- What transactions changed: the keys that a statement touched, 10,000 a row, or null for all of a table. Written by
-- triggers in the transaction; read by a snapshot (unseen-changes.ts). Part of migrations that have run: never change it.
CREATE TABLE change_log (
  id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT change_log_pkey PRIMARY KEY,
  transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  relation text NOT NULL,
  size integer NOT NULL,
  keys text[]);
CREATE INDEX change_log_transaction_id_idx ON change_log (transaction, id);

-- The last transaction of the epoch (create-change-epoch.ts) of which rows were taken away again; null for none.
CREATE TABLE change_log_cut (transaction xid8);
INSERT INTO change_log_cut DEFAULT VALUES;

-- Arguments: the key's column, and those that an update must change to be logged, if not all.
CREATE FUNCTION log_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  key text = quote_ident(TG_ARGV[0]);
  changed text;
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    INSERT INTO change_log (relation, size) VALUES (TG_TABLE_NAME, 0);
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
    INSERT INTO change_log (relation, size, keys) SELECT $1, count(*), array_agg(key)
    FROM (SELECT key, row_number() OVER () / 10000 AS part FROM (%s) AS changed) AS numbered GROUP BY part', changed)
    USING TG_TABLE_NAME;
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
