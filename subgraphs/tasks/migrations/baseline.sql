-- The tables of tasks: one baseline until the first release.
CREATE TYPE organization_kind AS ENUM ('CITY', 'PARTY_BODY', 'PEOPLES_COUNCIL', 'PEOPLES_COMMITTEE',
  'FATHERLAND_FRONT', 'DEPARTMENT', 'SERVICE_CENTRE', 'COMMUNE_AUTHORITY', 'CENTRAL_BODY', 'PARTY_COMMITTEE',
  'SOCIO_POLITICAL_ORGANIZATION', 'FORMER_COMMUNE_AUTHORITY');
CREATE TYPE organization_axis AS ENUM ('CITY', 'PARTY', 'PEOPLES_COMMITTEE', 'PEOPLES_COUNCIL',
  'FATHERLAND_FRONT', 'CENTRAL');
CREATE TYPE assigning_authority AS ENUM ('CENTRAL', 'CITY');
CREATE TYPE data_origin AS ENUM ('PUBLISHED', 'REPORTED', 'SYNTHETIC');
CREATE TYPE task_change_kind AS ENUM ('ASSIGNED', 'PROGRESS_REPORTED', 'EXTENDED', 'COMPLETED', 'REOPENED', 'HANDED_OVER');
CREATE TYPE bottleneck_kind AS ENUM ('BOTTLENECK', 'LIMITATION');
CREATE TYPE policy_document_kind AS ENUM ('LAW', 'RESOLUTION', 'PLAN');
CREATE TYPE programme_kind AS ENUM ('PROGRAMME', 'POLICY_TOOL', 'PROJECT', 'TASK_GROUP');

-- What innovation owns and rows here refer to.
CREATE TABLE source_document (id text NOT NULL CONSTRAINT source_document_pkey PRIMARY KEY);
CREATE TABLE organization (
  code text NOT NULL CONSTRAINT organization_pkey PRIMARY KEY,
  name_vi text NOT NULL,
  short_name_vi text NOT NULL,
  name_en text NOT NULL,
  kind organization_kind NOT NULL,
  axis organization_axis NOT NULL,
  parent_code text CONSTRAINT organization_parent_code_fkey REFERENCES organization (code),
  unit_code text,
  existed_from date,
  existed_until date,
  successor_codes text[] NOT NULL DEFAULT '{}',
  electronic_identifier text,
  identifier_source_id text
    CONSTRAINT organization_identifier_source_id_fkey REFERENCES source_document (id),
  CONSTRAINT organization_existed_check CHECK (existed_from <= existed_until),
  CONSTRAINT organization_electronic_identifier_check
    CHECK (electronic_identifier ~ '^H26(\.\d{2,3}){0,3}$'),
  CONSTRAINT organization_identifier_source_check
    CHECK (identifier_source_id IS NULL OR electronic_identifier IS NOT NULL));
CREATE UNIQUE INDEX organization_electronic_identifier_idx ON organization (electronic_identifier);
CREATE INDEX organization_parent_code_idx ON organization (parent_code);
CREATE UNIQUE INDEX organization_unit_code_idx ON organization (unit_code);
CREATE INDEX organization_successor_codes_idx ON organization USING gin (successor_codes);

CREATE TABLE indicator (
  code text NOT NULL CONSTRAINT indicator_pkey PRIMARY KEY,
  decimals integer NOT NULL);

CREATE TABLE policy_document (
  code text NOT NULL CONSTRAINT policy_document_pkey PRIMARY KEY,
  kind policy_document_kind NOT NULL,
  number text,
  name_vi text NOT NULL,
  name_en text NOT NULL,
  issuer text,
  issued_on date,
  issued_in_words text,
  origin data_origin NOT NULL,
  source_id text CONSTRAINT policy_document_source_id_fkey REFERENCES source_document (id),
  said_on date,
  CONSTRAINT policy_document_source_check
    CHECK ((origin <> 'PUBLISHED' OR source_id IS NOT NULL) AND (said_on IS NULL OR source_id IS NOT NULL)));
CREATE INDEX policy_document_source_id_idx ON policy_document (source_id);
CREATE TABLE programme (
  code text NOT NULL CONSTRAINT programme_pkey PRIMARY KEY,
  kind programme_kind NOT NULL,
  name_vi text NOT NULL,
  name_en text NOT NULL,
  description text,
  lead_organization_code text
    CONSTRAINT programme_lead_organization_code_fkey REFERENCES organization (code),
  basis_code text CONSTRAINT programme_basis_code_fkey REFERENCES policy_document (code),
  indicator_code text,
  origin data_origin NOT NULL,
  source_id text CONSTRAINT programme_source_id_fkey REFERENCES source_document (id),
  said_on date,
  CONSTRAINT programme_source_check
    CHECK ((origin <> 'PUBLISHED' OR source_id IS NOT NULL) AND (said_on IS NULL OR source_id IS NOT NULL)));
CREATE INDEX programme_lead_organization_code_idx ON programme (lead_organization_code);
CREATE INDEX programme_basis_code_idx ON programme (basis_code);
CREATE INDEX programme_source_id_idx ON programme (source_id);
CREATE TABLE event (
  code text NOT NULL CONSTRAINT event_pkey PRIMARY KEY,
  name_vi text NOT NULL,
  name_en text NOT NULL,
  held_on date NOT NULL,
  description text,
  organizer_code text CONSTRAINT event_organizer_code_fkey REFERENCES organization (code),
  indicator_codes text[] NOT NULL,
  origin data_origin NOT NULL,
  source_id text CONSTRAINT event_source_id_fkey REFERENCES source_document (id),
  said_on date,
  CONSTRAINT event_source_check
    CHECK ((origin <> 'PUBLISHED' OR source_id IS NOT NULL) AND (said_on IS NULL OR source_id IS NOT NULL)));
CREATE INDEX event_held_on_idx ON event (held_on);
CREATE INDEX event_organizer_code_idx ON event (organizer_code);
CREATE INDEX event_source_id_idx ON event (source_id);

CREATE TABLE milestone (
  code text NOT NULL CONSTRAINT milestone_pkey PRIMARY KEY,
  name_vi text NOT NULL,
  name_en text NOT NULL,
  reached_on date,
  reached_origin data_origin,
  reached_source_id text CONSTRAINT milestone_reached_source_id_fkey REFERENCES source_document (id),
  programme_code text CONSTRAINT milestone_programme_code_fkey REFERENCES programme (code),
  CONSTRAINT milestone_reached_check CHECK ((reached_on IS NULL) = (reached_origin IS NULL)
    AND (reached_origin <> 'PUBLISHED' OR reached_source_id IS NOT NULL)));
CREATE INDEX milestone_reached_source_id_idx ON milestone (reached_source_id);
CREATE INDEX milestone_programme_code_idx ON milestone (programme_code);
CREATE TABLE milestone_lead (
  milestone_code text NOT NULL CONSTRAINT milestone_lead_milestone_code_fkey REFERENCES milestone (code),
  organization_code text NOT NULL
    CONSTRAINT milestone_lead_organization_code_fkey REFERENCES organization (code),
  CONSTRAINT milestone_lead_pkey PRIMARY KEY (milestone_code, organization_code));
CREATE INDEX milestone_lead_organization_code_idx ON milestone_lead (organization_code);
CREATE TABLE milestone_plan (
  id bigint GENERATED BY DEFAULT AS IDENTITY CONSTRAINT milestone_plan_pkey PRIMARY KEY,
  milestone_code text NOT NULL CONSTRAINT milestone_plan_milestone_code_fkey REFERENCES milestone (code),
  planned_start date,
  planned_end date,
  planned_in_words text,
  source_id text NOT NULL CONSTRAINT milestone_plan_source_id_fkey REFERENCES source_document (id),
  said_on date);
CREATE INDEX milestone_plan_source_id_idx ON milestone_plan (source_id);
CREATE INDEX milestone_plan_milestone_code_idx ON milestone_plan (milestone_code);

CREATE TABLE objective (
  code text NOT NULL CONSTRAINT objective_pkey PRIMARY KEY,
  title text NOT NULL,
  organization_code text NOT NULL
    CONSTRAINT objective_organization_code_fkey REFERENCES organization (code),
  period_start date NOT NULL,
  period_end date NOT NULL,
  origin data_origin NOT NULL,
  source_id text CONSTRAINT objective_source_id_fkey REFERENCES source_document (id),
  said_on date,
  CONSTRAINT objective_source_check
    CHECK ((origin <> 'PUBLISHED' OR source_id IS NOT NULL) AND (said_on IS NULL OR source_id IS NOT NULL)),
  changed_at timestamptz NOT NULL,
  CONSTRAINT objective_period_check CHECK (period_start <= period_end));
CREATE INDEX objective_organization_code_idx ON objective (organization_code);
CREATE INDEX objective_source_id_idx ON objective (source_id);
CREATE TABLE key_result (
  code text NOT NULL CONSTRAINT key_result_pkey PRIMARY KEY,
  title text NOT NULL,
  objective_code text NOT NULL CONSTRAINT key_result_objective_code_fkey REFERENCES objective (code),
  indicator_code text,
  baseline numeric,
  target numeric NOT NULL,
  origin data_origin NOT NULL,
  changed_at timestamptz NOT NULL,
  CONSTRAINT key_result_target_check CHECK (baseline IS NULL OR baseline <> target));
CREATE INDEX key_result_objective_code_idx ON key_result (objective_code);
CREATE INDEX key_result_indicator_code_idx ON key_result (indicator_code);

CREATE TABLE task (
  id bigint GENERATED BY DEFAULT AS IDENTITY CONSTRAINT task_pkey PRIMARY KEY,
  code text NOT NULL CONSTRAINT task_code_key UNIQUE,
  title text NOT NULL,
  assigned_by assigning_authority NOT NULL,
  search text NOT NULL,
  key_result_code text CONSTRAINT task_key_result_code_fkey REFERENCES key_result (code),
  lead_organization_code text NOT NULL
    CONSTRAINT task_lead_organization_code_fkey REFERENCES organization (code),
  assigned_on date NOT NULL,
  original_due_on date NOT NULL,
  due_on date NOT NULL,
  completed_on date,
  progress double precision NOT NULL DEFAULT 0,
  person text,
  work text,
  responsibility text,
  product text,
  authority text,
  version integer NOT NULL DEFAULT 1,
  origin data_origin NOT NULL,
  source_id text CONSTRAINT task_source_id_fkey REFERENCES source_document (id),
  said_on date,
  CONSTRAINT task_source_check
    CHECK ((origin <> 'PUBLISHED' OR source_id IS NOT NULL) AND (said_on IS NULL OR source_id IS NOT NULL)),
  CONSTRAINT task_dates_check CHECK (original_due_on >= assigned_on AND due_on >= assigned_on),
  CONSTRAINT task_progress_check CHECK (progress BETWEEN 0 AND 1));
CREATE INDEX task_lead_organization_code_idx ON task (lead_organization_code);
CREATE INDEX task_key_result_code_idx ON task (key_result_code);
CREATE INDEX task_source_id_idx ON task (source_id);
CREATE INDEX task_search_idx ON task USING gin (search gin_trgm_ops);
-- The text that a search reads, stored in a column: a trigram index does not help short words, and removing the accents
-- of a few thousand titles for each query costs more than the rest of it.
CREATE FUNCTION set_task_search() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN NEW.search = search_text(NEW.code || ' ' || NEW.title); RETURN NEW; END $$;
CREATE TRIGGER task_search BEFORE INSERT OR UPDATE OF code, title ON task
  FOR EACH ROW EXECUTE FUNCTION set_task_search();
CREATE TABLE task_coordinator (
  task_id bigint NOT NULL CONSTRAINT task_coordinator_task_id_fkey REFERENCES task (id) ON DELETE CASCADE,
  organization_code text NOT NULL
    CONSTRAINT task_coordinator_organization_code_fkey REFERENCES organization (code),
  CONSTRAINT task_coordinator_pkey PRIMARY KEY (task_id, organization_code));
CREATE INDEX task_coordinator_organization_code_idx ON task_coordinator (organization_code);

CREATE TABLE task_change (
  id bigint GENERATED BY DEFAULT AS IDENTITY CONSTRAINT task_change_pkey PRIMARY KEY,
  task_id bigint NOT NULL CONSTRAINT task_change_task_id_fkey REFERENCES task (id),
  kind task_change_kind NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL,
  due_on date,
  previous_due_on date,
  completed_on date,
  progress double precision,
  lead_organization_code text
    CONSTRAINT task_change_lead_organization_code_fkey REFERENCES organization (code),
  previous_lead_organization_code text
    CONSTRAINT task_change_previous_lead_organization_code_fkey REFERENCES organization (code),
  handed_over_on date,
  note text,
  evidence_url text,
  CONSTRAINT task_change_handed_over_check CHECK (
    num_nulls(lead_organization_code, previous_lead_organization_code, handed_over_on)
      = CASE WHEN kind = 'HANDED_OVER' THEN 0 ELSE 3 END));
CREATE INDEX task_change_task_id_changed_at_idx ON task_change (task_id, changed_at);
CREATE INDEX task_change_changed_at_idx ON task_change (changed_at);
-- The few that changed a lead: who led a task first, without a walk through all of its history.
CREATE INDEX task_change_handed_over_idx ON task_change (task_id, changed_at, id)
  INCLUDE (previous_lead_organization_code) WHERE kind = 'HANDED_OVER';
CREATE FUNCTION refuse_history_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    -- An import that is undone within its time was never the state of anything; the audit tells of both.
    IF TG_OP = 'DELETE' AND coalesce(current_setting('graph.undoing_import', true), '') <> '' THEN RETURN NULL; END IF;
    RAISE EXCEPTION 'task_change is only ever added to';
  END $$;
CREATE TRIGGER task_change_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON task_change
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change();
CREATE TABLE task_state (
  id bigint GENERATED BY DEFAULT AS IDENTITY CONSTRAINT task_state_pkey PRIMARY KEY,
  task_id bigint NOT NULL CONSTRAINT task_state_task_id_fkey REFERENCES task (id),
  known_from date NOT NULL,
  known_until date NOT NULL DEFAULT 'infinity',
  due_on date NOT NULL,
  completed_on date,
  lead_organization_code text NOT NULL,
  assigned_by assigning_authority NOT NULL,
  CONSTRAINT task_state_task_id_known_from_key UNIQUE (task_id, known_from));
CREATE INDEX task_state_known_from_known_until_idx ON task_state (known_from, known_until);
-- The tasks that a lead has, and had, in pages.
CREATE INDEX task_state_lead_organization_code_idx ON task_state (lead_organization_code);
-- States in which a task was open, by deadline: what is due soon.
CREATE INDEX task_state_open_idx ON task_state (due_on)
  INCLUDE (task_id, known_from, known_until) WHERE completed_on IS NULL;
-- States of a lead in which a task was overdue, the latest first: which of its tasks were so on a day, and since when.
CREATE INDEX task_state_overdue_idx ON task_state (lead_organization_code, known_until)
  INCLUDE (task_id, known_from, due_on) WHERE completed_on IS NULL AND known_until > due_on + 1;

-- The rows of statistics of states of tasks, with columns of the task and its lead.
SELECT watch_changes('task_state', 'id');
SELECT watch_changes('task', 'id', 'assigned_by, assigned_on, original_due_on, person, work, responsibility, product, authority, key_result_code, origin');
SELECT watch_changes('organization', 'code', 'kind, axis, unit_code');
SELECT watch_changes('key_result', 'code', 'objective_code');

CREATE TABLE bottleneck (
  code text NOT NULL CONSTRAINT bottleneck_pkey PRIMARY KEY,
  title_vi text NOT NULL,
  title_en text NOT NULL,
  kind bottleneck_kind NOT NULL,
  description text,
  opened_on date NOT NULL,
  resolved_on date,
  origin data_origin NOT NULL,
  source_id text CONSTRAINT bottleneck_source_id_fkey REFERENCES source_document (id),
  said_on date,
  CONSTRAINT bottleneck_source_check
    CHECK ((origin <> 'PUBLISHED' OR source_id IS NOT NULL) AND (said_on IS NULL OR source_id IS NOT NULL)));
CREATE INDEX bottleneck_source_id_idx ON bottleneck (source_id);
CREATE TABLE bottleneck_organization (
  bottleneck_code text NOT NULL
    CONSTRAINT bottleneck_organization_bottleneck_code_fkey REFERENCES bottleneck (code),
  organization_code text NOT NULL
    CONSTRAINT bottleneck_organization_organization_code_fkey REFERENCES organization (code),
  CONSTRAINT bottleneck_organization_pkey PRIMARY KEY (bottleneck_code, organization_code));
CREATE INDEX bottleneck_organization_organization_code_idx ON bottleneck_organization (organization_code);
CREATE TABLE bottleneck_task (
  bottleneck_code text NOT NULL
    CONSTRAINT bottleneck_task_bottleneck_code_fkey REFERENCES bottleneck (code),
  task_id bigint NOT NULL CONSTRAINT bottleneck_task_task_id_fkey REFERENCES task (id) ON DELETE CASCADE,
  CONSTRAINT bottleneck_task_pkey PRIMARY KEY (bottleneck_code, task_id));
CREATE INDEX bottleneck_task_task_id_idx ON bottleneck_task (task_id);

-- What else the graph shows: told to whoever follows changes.
SELECT announce_changes('source_document', 'organization', 'indicator', 'policy_document', 'programme', 'event', 'milestone',
  'milestone_lead', 'milestone_plan', 'objective', 'key_result', 'task_coordinator', 'task_change', 'bottleneck',
  'bottleneck_organization', 'bottleneck_task', 'inference', 'import_run');
SELECT announce_rows('task', 'id');
