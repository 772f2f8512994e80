import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Foreign keys to a partitioned table cost 80 µs a row, for each check opens every partition: two minutes for an
 * import of half a million dossiers. So a month's events refer to the dossiers of the same month, table to table,
 * and codes are checked by the statement. Making a month then also keeps no writer out.
 */
export class CheckDossiersByPartition1763510400001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dossier_event DROP CONSTRAINT dossier_event_dossier_id_fkey;
      ALTER TABLE dossier_code DROP CONSTRAINT dossier_code_dossier_id_fkey`);
    await runner.query(referFunction);
    await runner.query(createMonthFunction("PERFORM refer_dossier_events(suffix)"));
    await runner.query(referEvents);
    await runner.query(codeFunctions);
    await runner.query(codeTriggers);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION check_dossier_codes, delete_dossier_codes CASCADE;
      DROP FUNCTION refer_dossier_events;
      ${releaseEvents};
      ALTER TABLE dossier_event ADD CONSTRAINT dossier_event_dossier_id_fkey
        FOREIGN KEY (dossier_id) REFERENCES dossier (id) ON DELETE CASCADE;
      ALTER TABLE dossier_code ADD CONSTRAINT dossier_code_dossier_id_fkey
        FOREIGN KEY (dossier_id) REFERENCES dossier (id) ON DELETE CASCADE`);
    await runner.query(createMonthFunction("NULL"));
  }
}

export const referFunction = `
  CREATE FUNCTION refer_dossier_events(suffix text) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (dossier_id) REFERENCES %I (id) ON DELETE CASCADE',
      'dossier_event_' || suffix, 'dossier_event_' || suffix || '_dossier_id_fkey', 'dossier_' || suffix);
  END $$`;

/** The events of every month refer to the dossiers of the same month. */
export const referEvents = `
  SELECT refer_dossier_events(replace(inhrelid::regclass::text, 'dossier_event_', ''))
  FROM pg_inherits WHERE inhparent = 'dossier_event'::regclass`;

/** And no longer do. */
export const releaseEvents = `
  DO $$
  DECLARE
    partition regclass;
  BEGIN
    FOR partition IN SELECT inhrelid FROM pg_inherits WHERE inhparent = 'dossier_event'::regclass LOOP
      EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', partition, partition || '_dossier_id_fkey');
    END LOOP;
  END $$`;

/** As it was before, with one more step. */
export const createMonthFunction = (step: string) => `
  CREATE OR REPLACE FUNCTION create_dossier_month(month date) RETURNS void LANGUAGE plpgsql AS $$
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
    ${step};
  END $$`;

export const codeFunctions = `
  CREATE FUNCTION check_dossier_codes() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    orphan text;
  BEGIN
    SELECT code INTO orphan FROM after_change a WHERE NOT EXISTS (SELECT FROM dossier d WHERE d.id = a.dossier_id) LIMIT 1;
    IF FOUND THEN
      RAISE foreign_key_violation USING MESSAGE = format('Expected the code of a dossier that is there, got %s.', orphan);
    END IF;
    RETURN NULL;
  END $$;
  CREATE FUNCTION delete_dossier_codes() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'TRUNCATE' THEN DELETE FROM dossier_code;
    ELSE DELETE FROM dossier_code c USING before_change b WHERE b.id = c.dossier_id;
    END IF;
    RETURN NULL;
  END $$`;

export const codeTriggers = `
  CREATE TRIGGER dossier_code_insert AFTER INSERT ON dossier_code REFERENCING NEW TABLE AS after_change
    FOR EACH STATEMENT EXECUTE FUNCTION check_dossier_codes();
  CREATE TRIGGER dossier_code_update AFTER UPDATE ON dossier_code REFERENCING NEW TABLE AS after_change
    FOR EACH STATEMENT EXECUTE FUNCTION check_dossier_codes();
  CREATE TRIGGER dossier_code_delete AFTER DELETE ON dossier REFERENCING OLD TABLE AS before_change
    FOR EACH STATEMENT EXECUTE FUNCTION delete_dossier_codes();
  CREATE TRIGGER dossier_code_truncate AFTER TRUNCATE ON dossier
    FOR EACH STATEMENT EXECUTE FUNCTION delete_dossier_codes()`;
