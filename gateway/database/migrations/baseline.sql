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
