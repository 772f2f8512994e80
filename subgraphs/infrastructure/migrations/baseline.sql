-- All that infrastructure keeps: one baseline until the first release.
CREATE TYPE administrative_unit_kind AS ENUM ('CITY', 'WARD', 'COMMUNE');
CREATE TYPE readiness_criterion AS ENUM ('LAN', 'WAN_CONNECTION', 'COMPUTERS', 'SCANNERS',
  'VIDEO_CONFERENCE', 'SERVICE_CENTRE_CONNECTION', 'INFORMATION_SECURITY');
CREATE TYPE hosting AS ENUM ('ON_PREMISES', 'CITY_DATA_CENTRE', 'CITY_CLOUD', 'PUBLIC_CLOUD');
CREATE TYPE migration_status AS ENUM ('NOT_STARTED', 'PLANNED', 'IN_PROGRESS', 'MIGRATED');
CREATE TYPE data_sharing AS ENUM ('CLOSED', 'PARTIAL', 'SHARED');
CREATE TYPE update_frequency AS ENUM ('REALTIME', 'DAILY', 'WEEKLY', 'MONTHLY', 'QUARTERLY', 'ANNUALLY',
  'IRREGULAR');
CREATE TYPE access_level AS ENUM ('OPEN', 'SHARED', 'RESTRICTED');
CREATE TYPE quality_criterion AS ENUM ('ACCURATE', 'SUFFICIENT', 'CLEAN', 'LIVE', 'CONSISTENT', 'SHARED');
CREATE TYPE data_origin AS ENUM ('PUBLISHED', 'REPORTED', 'SYNTHETIC');
CREATE TYPE organization_kind AS ENUM ('CITY', 'PARTY_BODY', 'PEOPLES_COUNCIL', 'PEOPLES_COMMITTEE',
  'FATHERLAND_FRONT', 'DEPARTMENT', 'SERVICE_CENTRE', 'COMMUNE_AUTHORITY', 'CENTRAL_BODY', 'PARTY_COMMITTEE',
  'SOCIO_POLITICAL_ORGANIZATION', 'FORMER_COMMUNE_AUTHORITY');
CREATE TYPE unit_fact AS ENUM ('AREA_KM2', 'POPULATION', 'CENTRE');

CREATE TABLE organization (
  code text NOT NULL CONSTRAINT organization_pkey PRIMARY KEY,
  name_vi text,
  kind organization_kind);
CREATE TABLE administrative_unit (
  code text NOT NULL CONSTRAINT administrative_unit_pkey PRIMARY KEY,
  name_vi text NOT NULL,
  name_en text NOT NULL,
  kind administrative_unit_kind NOT NULL,
  parent_code text CONSTRAINT administrative_unit_parent_code_fkey REFERENCES administrative_unit (code),
  area_km2 numeric(8, 2),
  population integer,
  longitude double precision,
  latitude double precision,
  CONSTRAINT administrative_unit_city_check CHECK (CASE kind
    WHEN 'CITY' THEN num_nonnulls(parent_code, area_km2, population, longitude, latitude) = 0
    ELSE num_nulls(parent_code, area_km2, population) = 0 END),
  CONSTRAINT administrative_unit_figures_check CHECK (area_km2 > 0 AND population >= 0));
CREATE INDEX administrative_unit_parent_code_idx ON administrative_unit (parent_code);
CREATE TABLE readiness_assessment (
  unit_code text NOT NULL
    CONSTRAINT readiness_assessment_unit_code_fkey REFERENCES administrative_unit (code),
  criterion readiness_criterion NOT NULL,
  assessed_on date NOT NULL,
  meets boolean NOT NULL,
  note text,
  origin data_origin NOT NULL,
  CONSTRAINT readiness_assessment_pkey PRIMARY KEY (unit_code, criterion, assessed_on));
CREATE TABLE unit_claim (
  unit_code text NOT NULL CONSTRAINT unit_claim_unit_code_fkey REFERENCES administrative_unit (code),
  fact unit_fact NOT NULL,
  source_id text NOT NULL,
  value text NOT NULL,
  said_on date,
  note text,
  CONSTRAINT unit_claim_pkey PRIMARY KEY (unit_code, fact, source_id));

CREATE TABLE data_centre (
  code text NOT NULL CONSTRAINT data_centre_pkey PRIMARY KEY,
  name text NOT NULL,
  operating_since date,
  cpu_cores integer NOT NULL,
  memory_tib double precision NOT NULL,
  storage_tib double precision NOT NULL,
  origin data_origin NOT NULL,
  CONSTRAINT data_centre_capacity_check CHECK (cpu_cores > 0 AND memory_tib > 0 AND storage_tib > 0));

-- What lists and statistics read of every row is derived once, when the row is written: the folded texts cost
-- microseconds a row, which a search that fits thousands cannot pay each time, and with the rest in one narrow index no
-- figure of the catalogue reads the table. Triggers and not generated columns, which cannot be computed from an instant
-- and an interval.
CREATE TABLE it_system (
  code text NOT NULL CONSTRAINT it_system_pkey PRIMARY KEY,
  name text NOT NULL,
  owner_code text NOT NULL CONSTRAINT it_system_owner_code_fkey REFERENCES organization (code),
  hosting hosting NOT NULL,
  migration migration_status NOT NULL,
  migrated_on date,
  commissioned_on date NOT NULL,
  security_level smallint,
  data_sharing data_sharing NOT NULL,
  data_centre_code text CONSTRAINT it_system_data_centre_code_fkey REFERENCES data_centre (code),
  cpu_cores integer,
  name_key text NOT NULL,
  search text NOT NULL,
  origin data_origin NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT it_system_migration_check CHECK (
    (migration = 'MIGRATED') = (hosting IN ('CITY_DATA_CENTRE', 'CITY_CLOUD'))
    AND (migration = 'MIGRATED') = (migrated_on IS NOT NULL)),
  CONSTRAINT it_system_migrated_on_check CHECK (migrated_on >= commissioned_on),
  CONSTRAINT it_system_security_level_check CHECK (security_level BETWEEN 1 AND 5),
  CONSTRAINT it_system_data_centre_code_check CHECK (data_centre_code IS NULL OR migration = 'MIGRATED'),
  CONSTRAINT it_system_cpu_cores_check CHECK (cpu_cores > 0));
CREATE INDEX it_system_data_centre_code_idx ON it_system (data_centre_code);
CREATE INDEX it_system_owner_code_idx ON it_system (owner_code);
CREATE INDEX it_system_name_idx ON it_system (name_key, code);
CREATE INDEX it_system_search_idx ON it_system USING gin (search gin_trgm_ops);
CREATE INDEX it_system_migrated_on_code_idx ON it_system (migrated_on DESC NULLS LAST, code DESC);
CREATE FUNCTION it_system_derive() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN
  NEW.name_key := public.search_text(NEW.name);
  NEW.search := public.search_text(NEW.code || ' ' || NEW.name);
  RETURN NEW;
END $$;
CREATE TRIGGER it_system_derive BEFORE INSERT OR UPDATE ON it_system
  FOR EACH ROW EXECUTE FUNCTION it_system_derive();
-- What was decided on one state of a row is not written over another: every change raises its version, whichever way it comes.
CREATE FUNCTION raise_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := OLD.version + 1;
  RETURN NEW;
END $$;
CREATE TRIGGER it_system_version BEFORE UPDATE ON it_system
  FOR EACH ROW WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION raise_version();

-- array_to_string is declared stable, for the element types that print differently by setting; text does not.
CREATE FUNCTION dataset_search_text(title text, description text, keywords text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT public.search_text(concat_ws(' ', title, description, array_to_string(keywords, ' '))) $$;
-- A period is the longest that the calendar gives it, and a tenth of it is grace, so that nobody who keeps to the
-- calendar is called late; the hour of REALTIME is an assumption. IRREGULAR promises nothing and is always live.
CREATE FUNCTION dataset_live_until(modified_at timestamptz, frequency update_frequency) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT CASE frequency
  WHEN 'REALTIME' THEN modified_at + interval '3960 seconds'
  WHEN 'DAILY' THEN modified_at + 24 * interval '3960 seconds'
  WHEN 'WEEKLY' THEN modified_at + 7 * 24 * interval '3960 seconds'
  WHEN 'MONTHLY' THEN modified_at + 31 * 24 * interval '3960 seconds'
  WHEN 'QUARTERLY' THEN modified_at + 92 * 24 * interval '3960 seconds'
  WHEN 'ANNUALLY' THEN modified_at + 366 * 24 * interval '3960 seconds'
  WHEN 'IRREGULAR' THEN 'infinity' END $$;
CREATE TABLE dataset (
  id bigint GENERATED BY DEFAULT AS IDENTITY CONSTRAINT dataset_pkey PRIMARY KEY,
  title text NOT NULL,
  description text,
  publisher_code text NOT NULL CONSTRAINT dataset_publisher_code_fkey REFERENCES organization (code),
  theme text NOT NULL,
  keywords text[] NOT NULL DEFAULT '{}',
  frequency update_frequency NOT NULL,
  -- The day on which the entry was made, where nobody says another.
  issued_on date NOT NULL,
  modified_at timestamptz NOT NULL,
  license text,
  contact_email text,
  landing_page text,
  access_level access_level NOT NULL,
  on_open_data_portal boolean NOT NULL DEFAULT false,
  system_code text CONSTRAINT dataset_system_code_fkey REFERENCES it_system (code),
  accurate boolean NOT NULL DEFAULT false,
  sufficient boolean NOT NULL DEFAULT false,
  clean boolean NOT NULL DEFAULT false,
  consistent boolean NOT NULL DEFAULT false,
  shared boolean NOT NULL DEFAULT false,
  graph_source text CONSTRAINT dataset_graph_source_key UNIQUE,
  graph_query text,
  title_key text NOT NULL,
  search text NOT NULL,
  assessed_met smallint NOT NULL,
  live_until timestamptz NOT NULL,
  origin data_origin NOT NULL,
  CONSTRAINT dataset_publisher_code_title_key UNIQUE (publisher_code, title),
  CONSTRAINT dataset_license_check CHECK (license ~ '^[A-Za-z0-9][A-Za-z0-9.+-]{0,99}$'),
  CONSTRAINT dataset_open_license_check CHECK (access_level <> 'OPEN' OR license IS NOT NULL),
  CONSTRAINT dataset_landing_page_check CHECK (landing_page ~ '^https?://'),
  CONSTRAINT dataset_theme_check CHECK (theme IN ('AGRI', 'ECON', 'EDUC', 'ENER', 'ENVI', 'GOVE', 'HEAL',
    'INTR', 'JUST', 'OP_DATPRO', 'REGI', 'SOCI', 'TECH', 'TRAN')),
  CONSTRAINT dataset_on_open_data_portal_check
    CHECK (NOT on_open_data_portal OR (access_level = 'OPEN' AND license IS NOT NULL)));
CREATE INDEX dataset_publisher_code_idx ON dataset (publisher_code);
CREATE INDEX dataset_system_code_idx ON dataset (system_code);
CREATE INDEX dataset_modified_at_id_idx ON dataset (modified_at, id);
CREATE INDEX dataset_title_key_id_idx ON dataset (title_key, id);
CREATE INDEX dataset_publisher_code_title_key_id_idx ON dataset (publisher_code, title_key, id);
CREATE INDEX dataset_search_idx ON dataset USING gin (search gin_trgm_ops);
CREATE INDEX dataset_measures_idx ON dataset (publisher_code, id) INCLUDE (live_until, assessed_met, theme,
  access_level, on_open_data_portal, accurate, sufficient, clean, consistent, shared);
CREATE FUNCTION dataset_derive() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN
  NEW.title_key := public.search_text(NEW.title);
  NEW.search := public.dataset_search_text(NEW.title, NEW.description, NEW.keywords);
  NEW.assessed_met := NEW.accurate::int + NEW.sufficient::int + NEW.clean::int + NEW.consistent::int
    + NEW.shared::int;
  NEW.live_until := public.dataset_live_until(NEW.modified_at, NEW.frequency);
  NEW.issued_on := coalesce(NEW.issued_on, nullif(current_setting('graph.today', true), '')::date,
    (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date);
  RETURN NEW;
END $$;
CREATE TRIGGER dataset_derive BEFORE INSERT OR UPDATE ON dataset
  FOR EACH ROW EXECUTE FUNCTION dataset_derive();
CREATE TABLE dataset_assessment (
  dataset_id bigint NOT NULL
    CONSTRAINT dataset_assessment_dataset_id_fkey REFERENCES dataset (id) ON DELETE CASCADE,
  criterion quality_criterion NOT NULL,
  evidence text,
  numerator integer,
  denominator integer,
  assessed_on date NOT NULL,
  CONSTRAINT dataset_assessment_pkey PRIMARY KEY (dataset_id, criterion),
  CONSTRAINT dataset_assessment_criterion_check CHECK (criterion <> 'LIVE'),
  CONSTRAINT dataset_assessment_rate_check CHECK (
    (numerator IS NULL) = (denominator IS NULL) AND numerator BETWEEN 0 AND denominator));
CREATE TABLE distribution (
  id bigint GENERATED BY DEFAULT AS IDENTITY CONSTRAINT distribution_pkey PRIMARY KEY,
  dataset_id bigint NOT NULL
    CONSTRAINT distribution_dataset_id_fkey REFERENCES dataset (id) ON DELETE CASCADE,
  format text NOT NULL,
  access_url text NOT NULL,
  byte_size bigint,
  CONSTRAINT distribution_access_url_check CHECK (access_url ~ '^https?://'),
  CONSTRAINT distribution_byte_size_check CHECK (byte_size >= 0));
CREATE INDEX distribution_dataset_id_idx ON distribution (dataset_id);

CREATE TABLE platform (
  code text NOT NULL CONSTRAINT platform_pkey PRIMARY KEY,
  name_vi text NOT NULL,
  name_en text,
  description_vi text,
  description_en text,
  owner_code text CONSTRAINT platform_owner_code_fkey REFERENCES organization (code),
  launched_on date,
  registered_users integer,
  services integer,
  milestone_code text,
  source_id text,
  origin data_origin NOT NULL,
  CONSTRAINT platform_source_id_check CHECK (origin <> 'PUBLISHED' OR source_id IS NOT NULL));

CREATE TABLE application (
  code text NOT NULL CONSTRAINT application_pkey PRIMARY KEY,
  name text NOT NULL,
  owner_code text NOT NULL CONSTRAINT application_owner_code_fkey REFERENCES organization (code),
  purpose text,
  replaced_by_code text CONSTRAINT application_replaced_by_code_fkey REFERENCES application (code),
  origin data_origin NOT NULL,
  CONSTRAINT application_replaced_by_code_check CHECK (replaced_by_code <> code));
CREATE INDEX application_owner_code_idx ON application (owner_code);
CREATE INDEX application_replaced_by_code_idx ON application (replaced_by_code);
CREATE TABLE unit_application (
  unit_code text NOT NULL
    CONSTRAINT unit_application_unit_code_fkey REFERENCES administrative_unit (code),
  application_code text NOT NULL
    CONSTRAINT unit_application_application_code_fkey REFERENCES application (code) ON DELETE CASCADE,
  CONSTRAINT unit_application_pkey PRIMARY KEY (unit_code, application_code));
CREATE INDEX unit_application_application_code_idx ON unit_application (application_code);

-- The commune-level units of before 1 July 2025, and what became of each.

CREATE TYPE former_unit_kind AS ENUM ('WARD', 'COMMUNE', 'TOWNSHIP');

CREATE TABLE former_unit (
  code text NOT NULL CONSTRAINT former_unit_pkey PRIMARY KEY,
  name_vi text NOT NULL,
  name_en text NOT NULL,
  kind former_unit_kind NOT NULL,
  district text NOT NULL,
  successor_codes text[] NOT NULL
);

CREATE INDEX former_unit_successor_codes_idx ON former_unit USING gin (successor_codes);

-- What else the graph shows: told to whoever follows changes.
SELECT announce_changes('organization', 'administrative_unit', 'readiness_assessment', 'unit_claim', 'data_centre',
  'dataset_assessment', 'distribution', 'platform', 'unit_application', 'former_unit',
  'import_run');
SELECT announce_rows('it_system', 'code');
SELECT announce_rows('dataset', 'id');
SELECT announce_rows('application', 'code');
