-- All that this sector keeps: one baseline until the first release.
CREATE TYPE data_origin AS ENUM ('PUBLISHED', 'REPORTED', 'SYNTHETIC');
CREATE TYPE market_stall_ownership AS ENUM ('PUBLIC', 'PRIVATE');

-- The codes of all units and organizations, which are at home in other sectors.
CREATE TABLE administrative_unit (
  code text NOT NULL CONSTRAINT administrative_unit_pkey PRIMARY KEY,
  name_vi text NOT NULL);
CREATE TABLE former_unit (
  code text NOT NULL CONSTRAINT former_unit_pkey PRIMARY KEY,
  name_vi text NOT NULL,
  successor_codes text[] NOT NULL);
CREATE TABLE organization (code text NOT NULL CONSTRAINT organization_pkey PRIMARY KEY);

CREATE TABLE market_stall (
  code text NOT NULL CONSTRAINT market_stall_pkey PRIMARY KEY,
  name text NOT NULL,
  ownership market_stall_ownership NOT NULL,
  unit_code text NOT NULL CONSTRAINT market_stall_unit_code_fkey REFERENCES administrative_unit (code),
  organization_code text NOT NULL
    CONSTRAINT market_stall_organization_code_fkey REFERENCES organization (code),
  capacity integer,
  opened_on date NOT NULL,
  origin data_origin NOT NULL,
  changed_at timestamptz NOT NULL,
  CONSTRAINT market_stall_capacity_check CHECK (capacity >= 0));
-- One for each order of the list, one for its search, and one for each key that leads to it.
CREATE INDEX market_stall_name_idx ON market_stall (search_text(name), code);
CREATE INDEX market_stall_opened_on_idx ON market_stall (opened_on, code);
CREATE INDEX market_stall_search_idx
  ON market_stall USING gin (search_text(code || ' ' || name) gin_trgm_ops);
CREATE INDEX market_stall_unit_code_idx ON market_stall (unit_code);
CREATE INDEX market_stall_organization_code_idx ON market_stall (organization_code);
CREATE INDEX market_stall_changed_at_idx ON market_stall (changed_at);

-- What the graph shows: told to whoever follows changes.
SELECT announce_changes('administrative_unit', 'former_unit', 'organization', 'market_stall', 'import_run');
