-- All tables of the gateway's own database.

-- A query or SQL under a name of its own: what /tables/NAME.FORMAT answers.
CREATE TABLE saved_query (
  name text PRIMARY KEY CHECK (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(name) <= 64),
  title text NOT NULL,
  -- Of the names of columns and values, where the address says no other.
  language text CHECK (language IN ('vi', 'en')),
  -- Who may run it besides its owner.
  visibility text NOT NULL CHECK (visibility IN ('own', 'everyone')),
  -- What is run: gateway/saved-queries/saved-query.ts has its two shapes.
  content jsonb NOT NULL,
  -- SHA-256 of the content: what somebody shared is what is run.
  content_hash text NOT NULL,
  -- What the address may set: [{"name", "type", "default"}].
  parameters jsonb NOT NULL,
  -- The fields, arguments and values of the schema that it was saved with, by coordinate, with their types.
  schema_used jsonb NOT NULL,
  -- When it was first seen not to fit the schema any more; null while it fits.
  unfit_since timestamptz,
  -- The `sub` of its owner's tokens.
  owner text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX saved_query_owner_idx ON saved_query (owner, name);
CREATE INDEX saved_query_visibility_idx ON saved_query (name) WHERE visibility = 'everyone';

-- An address that runs a saved query for whoever has it, with the rights that its maker had.
CREATE TABLE query_share (
  id uuid PRIMARY KEY,
  saved_query text NOT NULL REFERENCES saved_query (name) ON DELETE CASCADE,
  -- SHA-256 of its key, which is nowhere stored.
  key_hash bytea NOT NULL UNIQUE,
  -- Of the saved query as it was shared; with another content it is shared no longer.
  content_hash text NOT NULL,
  format text NOT NULL,
  -- Values that whoever has the address cannot change.
  parameters jsonb NOT NULL,
  subject text NOT NULL,
  role text NOT NULL,
  organization text,
  -- Of the claim `scope` of the token that made it.
  scopes text[] NOT NULL,
  -- `jti` and `iat` of the token that made it: with that token it is revoked.
  token_id text,
  token_issued_at timestamptz,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  last_used_at timestamptz,
  uses bigint NOT NULL DEFAULT 0
);
CREATE INDEX query_share_saved_query_idx ON query_share (saved_query, created_at);
CREATE INDEX query_share_expires_at_idx ON query_share (expires_at);

-- A table on its way to a client, and those of the last days.
CREATE TABLE table_run (
  id uuid PRIMARY KEY,
  -- Of the file: a saved query's, or what the client called it.
  name text NOT NULL,
  format text NOT NULL,
  saved_query text,
  share uuid,
  -- Who asked; null for the public.
  subject text,
  role text NOT NULL,
  request_id text NOT NULL,
  state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done', 'failed', 'cancelled')),
  rows bigint NOT NULL DEFAULT 0,
  expected_rows bigint,
  -- Why it failed: a code of shared/base/errors/registry.ts.
  error_code text,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  -- When its process last gave a sign of it, by this server's clock: a process that has died gives none.
  seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  cancel_asked_at timestamptz
);
CREATE INDEX table_run_subject_idx ON table_run (subject, started_at DESC);
CREATE INDEX table_run_started_at_idx ON table_run (started_at);
CREATE INDEX table_run_running_idx ON table_run (seen_at) WHERE state = 'running';

-- An operation that clients have sent, without anything that they have filled in: gateway/recording/operation-signature.ts.
CREATE TABLE recorded_operation (
  -- SHA-256 of the signature, before it was cut.
  hash text PRIMARY KEY,
  name text,
  kind text NOT NULL CHECK (kind IN ('query', 'mutation', 'subscription')),
  signature text NOT NULL,
  -- What its text uses of the schema, by coordinate: Task.dueOn, Query.tasks(filter:), TaskStatus.OVERDUE.
  elements text[] NOT NULL
);
CREATE INDEX recorded_operation_elements_idx ON recorded_operation USING gin (elements);

-- How often a client has asked for it on a day of Hanoi.
CREATE TABLE operation_use (
  day date NOT NULL,
  -- Hash of the operation, or `other` for those that are more than are told apart.
  operation text NOT NULL,
  -- As it calls itself; empty where it does not.
  client text NOT NULL,
  client_version text NOT NULL,
  count bigint NOT NULL,
  last_at timestamptz NOT NULL,
  -- What values of variables have used of the schema; of other operations all that these use.
  elements text[] NOT NULL,
  PRIMARY KEY (day, operation, client, client_version)
);
CREATE INDEX operation_use_operation_idx ON operation_use (operation, day);
CREATE INDEX operation_use_elements_idx ON operation_use USING gin (elements);

-- A subgraph of the graph whose schemas are published here.
CREATE TABLE registered_subgraph (
  name text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9-]*$' AND length(name) <= 64),
  -- Code of the organization whose editors publish it; null: admins alone.
  owner text,
  -- Whom to write to.
  contact text,
  updated_by text NOT NULL,
  updated_at timestamptz NOT NULL
);

-- A schema of a subgraph, as it was published. It is never changed.
CREATE TABLE subgraph_version (
  subgraph text NOT NULL,
  -- 1 is the first that the registry knows.
  version integer NOT NULL,
  url text NOT NULL,
  schema text NOT NULL,
  -- Types that it is the home of: [{"type", "isShared"}].
  entities jsonb NOT NULL,
  -- Coordinates of breaking changes that were published although somebody uses them.
  accepted text[] NOT NULL,
  -- The `sub` of the token; `files` for what was there when the registry began.
  published_by text NOT NULL,
  published_at timestamptz NOT NULL,
  PRIMARY KEY (subgraph, version)
);

-- A graph that was composed of versions; the one of the highest number is served.
CREATE TABLE composed_graph (
  number integer PRIMARY KEY,
  supergraph text NOT NULL,
  -- Version of each subgraph: {"tasks": 3}.
  versions jsonb NOT NULL,
  cause text NOT NULL CHECK (cause IN ('publish', 'rollback', 'retire')),
  subgraph text NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL
);

-- What came of comparing a proposed schema with what is used.
CREATE TABLE schema_check (
  id uuid PRIMARY KEY,
  subgraph text NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('passed', 'refused', 'not_composed')),
  breaking integer NOT NULL,
  -- The first sentences of it.
  summary text NOT NULL,
  checked_by text NOT NULL,
  checked_at timestamptz NOT NULL
);
CREATE INDEX schema_check_checked_at_idx ON schema_check (checked_at DESC);

-- A process of a gateway, and the graph that it serves.
CREATE TABLE graph_reader (
  id uuid PRIMARY KEY,
  -- Of its machine and process, for people.
  process text NOT NULL,
  -- Null: none of these.
  number integer,
  -- Why it does not serve the newest, in a sentence.
  refused text,
  -- When it last gave a sign, by this server's clock.
  seen_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
