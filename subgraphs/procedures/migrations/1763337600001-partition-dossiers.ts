import type { MigrationInterface, QueryRunner } from "typeorm";
import { createDossiers as createWholeDossiers } from "./1763078400001-create-procedures";
import { AddDossierTally1763251200001 } from "./1763251200001-add-dossier-tally";

/**
 * Dossiers and their events in partitions by month of receipt. The month stands in the first six digits of the id,
 * and the id is what is partitioned by: so it stays the one key, that events refer to and that leads to one
 * partition, and a receipt that is corrected moves no row (docs/decisions.md). Ids of fewer digits, from before
 * there were partitions, keep a partition of their own.
 */
export class PartitionDossiers1763337600001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TEMPORARY TABLE earlier_dossier ON COMMIT DROP AS TABLE dossier;
      CREATE TEMPORARY TABLE earlier_dossier_event ON COMMIT DROP AS TABLE dossier_event;
      DROP TABLE dossier_event, dossier`);
    await createDossiers(runner);
    await runner.query(monthFunctions);
    await runner.query(`
      CREATE TABLE dossier_earlier PARTITION OF dossier FOR VALUES FROM (MINVALUE) TO (100000000000000000);
      CREATE TABLE dossier_event_earlier PARTITION OF dossier_event
        FOR VALUES FROM (MINVALUE) TO (100000000000000000);
      INSERT INTO dossier SELECT * FROM earlier_dossier;
      INSERT INTO dossier_event SELECT * FROM earlier_dossier_event;
      SELECT setval('dossier_number', max(id)) FROM dossier HAVING max(id) IS NOT NULL`);
    await createIndexes(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    const tally = new AddDossierTally1763251200001();
    await tally.down(runner);
    await runner.query(`
      CREATE TEMPORARY TABLE later_dossier ON COMMIT DROP AS TABLE dossier;
      CREATE TEMPORARY TABLE later_dossier_event ON COMMIT DROP AS TABLE dossier_event;
      DROP TABLE dossier_code, dossier_event, dossier;
      DROP SEQUENCE dossier_number CASCADE;
      DROP FUNCTION create_dossier_month`);
    await createWholeDossiers(runner);
    await runner.query(`
      INSERT INTO dossier SELECT * FROM later_dossier;
      INSERT INTO dossier_event SELECT * FROM later_dossier_event;
      SELECT setval(pg_get_serial_sequence('dossier', 'id'), max(id)) FROM dossier HAVING max(id) IS NOT NULL`);
    await tally.up(runner);
  }
}

async function createDossiers(runner: QueryRunner): Promise<void> {
  await runner.query(`
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
      digitised boolean NOT NULL,
      electronic_result boolean NOT NULL,
      payment payment_kind NOT NULL,
      synchronised_at timestamptz,
      satisfaction smallint,
      origin data_origin NOT NULL,
      CONSTRAINT dossier_resolved_check
        CHECK ((resolved_at IS NOT NULL) = (status IN ('RESOLVED', 'RETURNED'))),
      CONSTRAINT dossier_resolved_at_check CHECK (resolved_at >= received_at),
      CONSTRAINT dossier_electronic_result_check CHECK (NOT electronic_result OR resolved_at IS NOT NULL),
      CONSTRAINT dossier_satisfaction_check CHECK (satisfaction BETWEEN 1 AND 5)) PARTITION BY RANGE (id);
    CREATE TABLE dossier_event (
      dossier_id bigint NOT NULL,
      sequence smallint NOT NULL,
      at timestamptz NOT NULL,
      status dossier_status NOT NULL,
      note text) PARTITION BY RANGE (dossier_id);
    CREATE SEQUENCE dossier_number AS bigint MAXVALUE 999999999999`);
}

/*
 * A month's partitions are made by who brings its first dossiers, before these: `create_dossier_month`. Attaching
 * a table keeps no reader out, where CREATE TABLE … PARTITION OF would.
 */
const monthFunctions = `
  CREATE FUNCTION new_dossier_id(received_at timestamptz) RETURNS bigint LANGUAGE sql VOLATILE
  RETURN to_char(received_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYYMM')::bigint * 1000000000000
    + nextval('dossier_number');
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
  END $$`;

async function createIndexes(runner: QueryRunner): Promise<void> {
  await runner.query(`
    ALTER TABLE dossier ADD CONSTRAINT dossier_pkey PRIMARY KEY (id),
      ADD CONSTRAINT dossier_procedure_code_fkey FOREIGN KEY (procedure_code) REFERENCES procedure (code);
    ALTER TABLE dossier_event ADD CONSTRAINT dossier_event_pkey PRIMARY KEY (dossier_id, sequence),
      ADD CONSTRAINT dossier_event_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier (id) ON DELETE CASCADE;
    CREATE INDEX dossier_received_at_id_idx ON dossier (received_at, id);
    CREATE INDEX dossier_due_at_id_idx ON dossier (due_at, id);
    CREATE INDEX dossier_resolved_at_id_idx ON dossier (resolved_at, id);
    CREATE INDEX dossier_procedure_code_received_at_id_idx ON dossier (procedure_code, received_at, id);
    CREATE INDEX dossier_organization_code_received_at_id_idx ON dossier (organization_code, received_at, id);
    CREATE INDEX dossier_unit_code_received_at_id_idx ON dossier (unit_code, received_at, id);
    CREATE INDEX dossier_pending_due_at_idx ON dossier (due_at, id)
      WHERE status NOT IN ('RESOLVED', 'RETURNED', 'REJECTED', 'WITHDRAWN', 'STOPPED');
    -- Whether a figure counts any of the demonstration's; where there are none, the index is empty.
    CREATE INDEX dossier_synthetic_received_at_idx ON dossier (received_at) WHERE origin = 'SYNTHETIC';
    CREATE TABLE dossier_code (
      code text NOT NULL CONSTRAINT dossier_code_pkey PRIMARY KEY,
      dossier_id bigint NOT NULL
        CONSTRAINT dossier_code_dossier_id_fkey REFERENCES dossier (id) ON DELETE CASCADE);
    CREATE UNIQUE INDEX dossier_code_dossier_id_idx ON dossier_code (dossier_id)`);
}
