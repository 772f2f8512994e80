import type { MigrationInterface, QueryRunner } from "typeorm";
import { createInferences } from "../../../shared/inference/inference";

/** What public documents say besides figures: programmes, policies, events, and the source of every fact. */
export class AddPublishedFacts1763596800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createInferences(runner);
    await runner.query(`
      CREATE TYPE bottleneck_kind AS ENUM ('BOTTLENECK', 'LIMITATION');
      CREATE TYPE policy_document_kind AS ENUM ('LAW', 'RESOLUTION', 'PLAN');
      CREATE TYPE programme_kind AS ENUM ('PROGRAMME', 'POLICY_TOOL', 'PROJECT', 'TASK_GROUP');
      CREATE TABLE source_document (id text NOT NULL CONSTRAINT source_document_pkey PRIMARY KEY);
      CREATE TABLE indicator (
        code text NOT NULL CONSTRAINT indicator_pkey PRIMARY KEY,
        decimals integer NOT NULL);
      -- Sources that rows name already; the seed and imports bring the rest.
      INSERT INTO source_document (id) SELECT DISTINCT source_id FROM milestone_plan`);
    await createSourcedTables(runner);
    for (const table of ["bottleneck", "objective", "task"]) await addSource(runner, table);
    await runner.query(`
      ALTER TABLE bottleneck RENAME title TO title_vi;
      ALTER TABLE bottleneck ADD title_en text NOT NULL DEFAULT '',
        ADD kind bottleneck_kind NOT NULL DEFAULT 'BOTTLENECK';
      UPDATE bottleneck SET title_en = title_vi;
      ALTER TABLE bottleneck ALTER title_en DROP DEFAULT, ALTER kind DROP DEFAULT`);
    await extendMilestones(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE milestone_plan DROP CONSTRAINT milestone_plan_source_id_fkey, DROP planned_in_words, DROP said_on;
      DROP INDEX milestone_plan_source_id_idx;
      ALTER TABLE milestone DROP reached_origin, DROP reached_source_id, DROP programme_code;
      ALTER TABLE bottleneck DROP kind, DROP title_en;
      ALTER TABLE bottleneck RENAME title_vi TO title`);
    for (const table of ["bottleneck", "objective", "task"]) {
      await runner.query(`ALTER TABLE ${table} DROP source_id, DROP said_on`);
    }
    await runner.query(`
      DROP TABLE event, programme, policy_document, indicator, source_document, inference;
      DROP TYPE programme_kind, policy_document_kind, bottleneck_kind`);
  }
}

/** The columns, constraint and index of source that every table of sourced rows has, as a part of its CREATE TABLE. */
const sourced = (table: string) => `
      origin data_origin NOT NULL,
      source_id text CONSTRAINT ${table}_source_id_fkey REFERENCES source_document (id),
      said_on date,
      CONSTRAINT ${table}_source_check
        CHECK ((origin <> 'PUBLISHED' OR source_id IS NOT NULL) AND (said_on IS NULL OR source_id IS NOT NULL))`;

async function createSourcedTables(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE policy_document (
      code text NOT NULL CONSTRAINT policy_document_pkey PRIMARY KEY,
      kind policy_document_kind NOT NULL,
      number text,
      name_vi text NOT NULL,
      name_en text NOT NULL,
      issuer text,
      issued_on date,
      issued_in_words text,${sourced("policy_document")});
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
      indicator_code text,${sourced("programme")});
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
      indicator_codes text[] NOT NULL,${sourced("event")});
    CREATE INDEX event_held_on_idx ON event (held_on);
    CREATE INDEX event_organizer_code_idx ON event (organizer_code);
    CREATE INDEX event_source_id_idx ON event (source_id)`);
}

async function addSource(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(`
    ALTER TABLE ${table}
      ADD source_id text CONSTRAINT ${table}_source_id_fkey REFERENCES source_document (id),
      ADD said_on date,
      ADD CONSTRAINT ${table}_source_check
        CHECK ((origin <> 'PUBLISHED' OR source_id IS NOT NULL) AND (said_on IS NULL OR source_id IS NOT NULL));
    CREATE INDEX ${table}_source_id_idx ON ${table} (source_id)`);
}

async function extendMilestones(runner: QueryRunner): Promise<void> {
  await runner.query(`
    ALTER TABLE milestone
      ADD reached_origin data_origin,
      ADD reached_source_id text
        CONSTRAINT milestone_reached_source_id_fkey REFERENCES source_document (id),
      ADD programme_code text CONSTRAINT milestone_programme_code_fkey REFERENCES programme (code);
    UPDATE milestone SET reached_origin = 'REPORTED' WHERE reached_on IS NOT NULL;
    ALTER TABLE milestone ADD CONSTRAINT milestone_reached_check
      CHECK ((reached_on IS NULL) = (reached_origin IS NULL)
        AND (reached_origin <> 'PUBLISHED' OR reached_source_id IS NOT NULL));
    CREATE INDEX milestone_reached_source_id_idx ON milestone (reached_source_id);
    CREATE INDEX milestone_programme_code_idx ON milestone (programme_code);
    ALTER TABLE milestone_plan
      ADD planned_in_words text,
      ADD said_on date,
      ADD CONSTRAINT milestone_plan_source_id_fkey FOREIGN KEY (source_id) REFERENCES source_document (id);
    CREATE INDEX milestone_plan_source_id_idx ON milestone_plan (source_id)`);
}
