-- The tables of procedures: one baseline until the first release. References to dossiers are checked by the statement,
-- for foreign keys look up and lock row by row, which took minutes of an import of half a million.
CREATE TYPE data_origin AS ENUM ('PUBLISHED', 'REPORTED', 'SYNTHETIC');
CREATE TYPE administrative_unit_kind AS ENUM ('CITY', 'WARD', 'COMMUNE');
CREATE TYPE organization_kind AS ENUM ('CITY', 'PARTY_BODY', 'PEOPLES_COUNCIL', 'PEOPLES_COMMITTEE', 'FATHERLAND_FRONT',
  'DEPARTMENT', 'SERVICE_CENTRE', 'COMMUNE_AUTHORITY', 'CENTRAL_BODY', 'PARTY_COMMITTEE', 'SOCIO_POLITICAL_ORGANIZATION',
  'FORMER_COMMUNE_AUTHORITY');
CREATE TYPE procedure_level AS ENUM ('CITY', 'COMMUNE');
CREATE TYPE online_service_level AS ENUM ('FULLY_ONLINE', 'PARTIALLY_ONLINE', 'INFORMATION_ONLY');
CREATE TYPE dossier_channel AS ENUM ('ONLINE', 'IN_PERSON', 'POSTAL');
CREATE TYPE applicant_kind AS ENUM ('CITIZEN', 'ENTERPRISE', 'HOUSEHOLD_BUSINESS');
CREATE TYPE dossier_status AS ENUM ('REGISTERED', 'ACCEPTED', 'REJECTED', 'PROCESSING', 'SUPPLEMENT_REQUESTED',
  'PAYMENT_REQUESTED', 'WITHDRAWN', 'STOPPED', 'RESOLVED', 'RETURNED');
CREATE TYPE payment_kind AS ENUM ('NONE', 'ONLINE', 'OFFLINE');

-- The codes and kinds of all units and organizations, which other sectors own.
CREATE TABLE administrative_unit (
  code text NOT NULL CONSTRAINT administrative_unit_pkey PRIMARY KEY,
  name_vi text NOT NULL,
  kind administrative_unit_kind NOT NULL);
CREATE TABLE former_unit (
  code text NOT NULL CONSTRAINT former_unit_pkey PRIMARY KEY,
  name_vi text NOT NULL,
  successor_codes text[] NOT NULL);
CREATE TABLE organization (
  code text NOT NULL CONSTRAINT organization_pkey PRIMARY KEY,
  kind organization_kind NOT NULL);

CREATE TABLE service_point (
  code text NOT NULL CONSTRAINT service_point_pkey PRIMARY KEY,
  name text NOT NULL,
  unit_code text,
  branch boolean NOT NULL,
  connected boolean NOT NULL,
  origin data_origin NOT NULL);
CREATE INDEX service_point_unit_code_idx ON service_point (unit_code);

CREATE TABLE procedure_field (
  code text NOT NULL CONSTRAINT procedure_field_pkey PRIMARY KEY,
  name_vi text NOT NULL,
  name_en text NOT NULL);
CREATE TABLE procedure (
  code text NOT NULL CONSTRAINT procedure_pkey PRIMARY KEY,
  name text NOT NULL,
  field_code text NOT NULL CONSTRAINT procedure_field_code_fkey REFERENCES procedure_field (code),
  level procedure_level NOT NULL,
  online_level online_service_level NOT NULL,
  competent_organization_code text NOT NULL,
  statutory_days integer NOT NULL,
  green_lane_decision text,
  green_lane_reduced_days integer,
  to_restructure boolean NOT NULL,
  business_sector boolean NOT NULL,
  origin data_origin NOT NULL,
  changed_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT procedure_statutory_days_check CHECK (statutory_days >= 1),
  CONSTRAINT procedure_green_lane_check CHECK (
    num_nulls(green_lane_decision, green_lane_reduced_days) <> 1
    AND green_lane_reduced_days BETWEEN 0 AND statutory_days));
CREATE INDEX procedure_field_code_idx ON procedure (field_code);
CREATE INDEX procedure_competent_organization_code_idx ON procedure (competent_organization_code);
CREATE INDEX procedure_search_idx ON procedure USING gin (search_text(code || ' ' || name) gin_trgm_ops);

-- Partitioned by month of receipt: by the id, whose first six digits are the month. So the id stays the only key, which
-- events refer to and which leads to one partition, and a corrected receipt moves no row. Ids of fewer digits have a
-- partition of their own.
CREATE TABLE dossier (
  id bigint NOT NULL,
  procedure_code text NOT NULL,
  unit_code text,
  organization_code text NOT NULL,
  channel dossier_channel NOT NULL,
  applicant applicant_kind NOT NULL,
  status dossier_status NOT NULL,
  received_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  resolved_at timestamptz,
  closed_at timestamptz,
  digitised boolean NOT NULL,
  electronic_result boolean NOT NULL,
  payment payment_kind NOT NULL,
  synchronised_at timestamptz,
  satisfaction smallint,
  origin data_origin NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT dossier_pkey PRIMARY KEY (id),
  CONSTRAINT dossier_resolved_check CHECK ((resolved_at IS NOT NULL) = (status IN ('RESOLVED', 'RETURNED'))),
  CONSTRAINT dossier_closed_check CHECK ((closed_at IS NOT NULL) = (status IN ('REJECTED', 'WITHDRAWN', 'STOPPED'))),
  CONSTRAINT dossier_closed_at_check CHECK (closed_at >= received_at),
  CONSTRAINT dossier_resolved_at_check CHECK (resolved_at >= received_at),
  CONSTRAINT dossier_electronic_result_check CHECK (NOT electronic_result OR resolved_at IS NOT NULL),
  CONSTRAINT dossier_satisfaction_check CHECK (satisfaction BETWEEN 1 AND 5)) PARTITION BY RANGE (id);
CREATE TABLE dossier_event (
  dossier_id bigint NOT NULL,
  sequence smallint NOT NULL,
  at timestamptz NOT NULL,
  status dossier_status NOT NULL,
  note text,
  CONSTRAINT dossier_event_pkey PRIMARY KEY (dossier_id, sequence)) PARTITION BY RANGE (dossier_id);
CREATE TABLE dossier_earlier PARTITION OF dossier FOR VALUES FROM (MINVALUE) TO (100000000000000000);
CREATE TABLE dossier_event_earlier PARTITION OF dossier_event FOR VALUES FROM (MINVALUE) TO (100000000000000000);
CREATE INDEX dossier_received_at_id_idx ON dossier (received_at, id);
CREATE INDEX dossier_due_at_id_idx ON dossier (due_at, id);
CREATE INDEX dossier_resolved_at_id_idx ON dossier (resolved_at, id);
CREATE INDEX dossier_procedure_code_received_at_id_idx ON dossier (procedure_code, received_at, id);
CREATE INDEX dossier_organization_code_received_at_id_idx ON dossier (organization_code, received_at, id);
CREATE INDEX dossier_unit_code_received_at_id_idx ON dossier (unit_code, received_at, id);
CREATE INDEX dossier_pending_due_at_idx ON dossier (due_at, id)
  WHERE status NOT IN ('RESOLVED', 'RETURNED', 'REJECTED', 'WITHDRAWN', 'STOPPED');
-- Dossiers in the partition of another month than that of their receipt: what a day of receipt does not lead to by the id
-- (walk-dossiers.ts, which spells the condition in the same way).
CREATE INDEX dossier_moved_idx ON dossier (received_at) WHERE id / 1000000000000
  <> extract(year FROM (received_at AT TIME ZONE INTERVAL '07:00')) * 100
  + extract(month FROM (received_at AT TIME ZONE INTERVAL '07:00'));

CREATE TABLE dossier_code (
  code text NOT NULL CONSTRAINT dossier_code_pkey PRIMARY KEY,
  dossier_id bigint NOT NULL);
CREATE UNIQUE INDEX dossier_code_dossier_id_idx ON dossier_code (dossier_id);

CREATE SEQUENCE dossier_number AS bigint MAXVALUE 999999999999;
CREATE FUNCTION new_dossier_id(received_at timestamptz) RETURNS bigint LANGUAGE sql VOLATILE
RETURN to_char(received_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYYMM')::bigint * 1000000000000
  + nextval('dossier_number');

-- A month's partitions are made before its first dossiers are written. Attaching a table blocks no reader, as CREATE
-- TABLE … PARTITION OF would.
CREATE FUNCTION create_dossier_month(month date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  suffix text = to_char(month, 'YYYY_MM');
  first bigint = to_char(month, 'YYYYMM')::bigint * 1000000000000;
  parent text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('create_dossier_month'));
  IF to_regclass('dossier_' || suffix) IS NOT NULL THEN RETURN; END IF;
  FOREACH parent IN ARRAY ARRAY['dossier', 'dossier_event'] LOOP
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', parent || '_' || suffix, parent);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', parent, parent || '_' || suffix,
      first, first + 1000000000000);
  END LOOP;
END $$;

-- Whether the dossiers of new codes or events exist. Those that this transaction has not made itself are locked as by
-- a foreign key: a transaction that deletes one waits, and then finds these rows too. Between the least id and the largest lie few
-- months; the other partitions are not even opened. No DISTINCT comes before the search: PostgreSQL would expect a
-- handful of dossiers behind it, and look half a million up one by one. The argument is the column that is shown.
CREATE FUNCTION check_dossiers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  first bigint;
  last bigint;
  others bigint[];
  orphan text;
BEGIN
  SELECT min(dossier_id), max(dossier_id) INTO first, last FROM after_change;
  EXECUTE $sql$
    SELECT array_agg(DISTINCT a.dossier_id) FROM after_change a
    WHERE NOT EXISTS (SELECT FROM dossier d WHERE d.id = a.dossier_id AND d.id BETWEEN $1 AND $2
      AND d.xmin = pg_current_xact_id()::xid)
  $sql$ INTO others USING first, last;
  IF others IS NULL THEN RETURN NULL; END IF;
  PERFORM FROM dossier WHERE id = ANY (others) AND id BETWEEN first AND last ORDER BY id FOR KEY SHARE;
  SELECT to_jsonb(a) ->> TG_ARGV[1] INTO orphan FROM after_change a
  WHERE NOT EXISTS (SELECT FROM dossier d WHERE d.id = a.dossier_id AND d.id BETWEEN first AND last) LIMIT 1;
  IF orphan IS NOT NULL THEN
    RAISE foreign_key_violation
      USING MESSAGE = format('Expected %s of a dossier that is there, got %s.', TG_ARGV[0], orphan);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER dossier_code_insert AFTER INSERT ON dossier_code REFERENCING NEW TABLE AS after_change
  FOR EACH STATEMENT EXECUTE FUNCTION check_dossiers('the code', 'code');
CREATE TRIGGER dossier_code_update AFTER UPDATE ON dossier_code REFERENCING NEW TABLE AS after_change
  FOR EACH STATEMENT EXECUTE FUNCTION check_dossiers('the code', 'code');
CREATE TRIGGER dossier_event_insert AFTER INSERT ON dossier_event REFERENCING NEW TABLE AS after_change
  FOR EACH STATEMENT EXECUTE FUNCTION check_dossiers('an event', 'dossier_id');

-- Codes and events are deleted with their dossier.
CREATE FUNCTION follow_dossiers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    DELETE FROM dossier_code;
    DELETE FROM dossier_event;
  ELSE
    DELETE FROM dossier_code c USING before_change b WHERE b.id = c.dossier_id;
    DELETE FROM dossier_event e USING before_change b WHERE b.id = e.dossier_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER dossier_delete AFTER DELETE ON dossier REFERENCING OLD TABLE AS before_change
  FOR EACH STATEMENT EXECUTE FUNCTION follow_dossiers();
CREATE TRIGGER dossier_truncate AFTER TRUNCATE ON dossier FOR EACH STATEMENT EXECUTE FUNCTION follow_dossiers();

CREATE FUNCTION keep_dossier_ids() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE foreign_key_violation USING MESSAGE = 'Expected the id of a dossier to stay, got another.';
END $$;
CREATE TRIGGER dossier_event_id BEFORE UPDATE OF dossier_id ON dossier_event
  FOR EACH ROW WHEN (NEW.dossier_id <> OLD.dossier_id) EXECUTE FUNCTION keep_dossier_ids();
CREATE TRIGGER dossier_id BEFORE UPDATE OF id ON dossier
  FOR EACH ROW WHEN (NEW.id <> OLD.id) EXECUTE FUNCTION keep_dossier_ids();

-- What was decided on one state of a row is not written over another: every change raises its version, whichever way it comes.
CREATE FUNCTION raise_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := OLD.version + 1;
  RETURN NEW;
END $$;
CREATE TRIGGER procedure_version BEFORE UPDATE ON procedure
  FOR EACH ROW WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION raise_version();
CREATE TRIGGER dossier_version BEFORE UPDATE ON dossier
  FOR EACH ROW WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION raise_version();

-- The few procedures of many dossiers are locked once each, so that nobody deletes one meanwhile.
CREATE FUNCTION check_dossier_procedures() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  unknown text;
BEGIN
  IF TG_LEVEL = 'ROW' THEN
    PERFORM FROM procedure WHERE code = NEW.procedure_code FOR KEY SHARE;
    IF NOT FOUND THEN unknown = NEW.procedure_code; END IF;
  ELSE
    SELECT used.code INTO unknown FROM (SELECT DISTINCT procedure_code AS code FROM after_change) AS used
      LEFT JOIN LATERAL (SELECT p.code FROM procedure p WHERE p.code = used.code FOR KEY SHARE) AS known ON TRUE
    WHERE known.code IS NULL LIMIT 1;
  END IF;
  IF unknown IS NOT NULL THEN
    RAISE foreign_key_violation USING MESSAGE = format('Expected the code of a known procedure, got %s.', unknown);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER dossier_procedure_insert AFTER INSERT ON dossier REFERENCING NEW TABLE AS after_change
  FOR EACH STATEMENT EXECUTE FUNCTION check_dossier_procedures();
CREATE TRIGGER dossier_procedure_update AFTER UPDATE OF procedure_code ON dossier
  FOR EACH ROW WHEN (NEW.procedure_code <> OLD.procedure_code) EXECUTE FUNCTION check_dossier_procedures();

CREATE FUNCTION keep_dossier_procedures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN PERFORM FROM dossier LIMIT 1;
  ELSE PERFORM FROM dossier WHERE procedure_code = OLD.code LIMIT 1;
  END IF;
  IF FOUND THEN
    RAISE foreign_key_violation USING MESSAGE = 'Expected a procedure without dossiers, got one that has some.';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER dossier_procedure_delete AFTER DELETE ON procedure
  FOR EACH ROW EXECUTE FUNCTION keep_dossier_procedures();
CREATE TRIGGER dossier_procedure_code AFTER UPDATE OF code ON procedure
  FOR EACH ROW WHEN (NEW.code <> OLD.code) EXECUTE FUNCTION keep_dossier_procedures();
CREATE TRIGGER dossier_procedure_truncate AFTER TRUNCATE ON procedure
  FOR EACH STATEMENT EXECUTE FUNCTION keep_dossier_procedures();

-- The rows of statistics of dossiers, with columns of their procedures.
SELECT watch_changes('dossier', 'id');
SELECT watch_changes('procedure', 'code', 'field_code, green_lane_decision, business_sector, online_level');
SELECT watch_changes('administrative_unit', 'code', 'kind');
SELECT watch_changes('organization', 'code', 'kind');

-- What else the graph shows: told to whoever follows changes.
SELECT announce_changes('administrative_unit', 'former_unit', 'organization', 'service_point', 'procedure_field',
  'dossier_code', 'import_run');
SELECT announce_rows('procedure', 'code');
