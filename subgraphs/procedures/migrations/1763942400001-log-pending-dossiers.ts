import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * What has changed in `dossier_pending`, for those who hold the overdue in memory: a row for each that came or went,
 * with the transaction that did it, so that whoever holds the table as a snapshot saw it can tell what that snapshot
 * did not see. Nobody needs a row that is older than the last version of the tallies: a new one takes them away. What
 * changes twenty thousand rows or more is no log but another version.
 */
export class LogPendingDossiers1763942400001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dossier_pending_change (
        transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
        sign integer NOT NULL,
        ${columns.map(([name, type]) => `${name} ${type}`).join(", ")});
      CREATE INDEX dossier_pending_change_transaction_idx ON dossier_pending_change (transaction)`);
    await runner.query(functions);
    await runner.query(`
      CREATE TRIGGER dossier_pending_insert AFTER INSERT ON dossier_pending REFERENCING NEW TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION log_pending_dossiers();
      CREATE TRIGGER dossier_pending_delete AFTER DELETE ON dossier_pending REFERENCING OLD TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION log_pending_dossiers();
      CREATE TRIGGER dossier_pending_other AFTER UPDATE OR TRUNCATE ON dossier_pending
        FOR EACH STATEMENT EXECUTE FUNCTION add_dossier_tally_version()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION log_pending_dossiers CASCADE;
      DROP TRIGGER dossier_pending_other ON dossier_pending;
      CREATE OR REPLACE FUNCTION add_dossier_tally_version() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO dossier_tally_version DEFAULT VALUES;
        RETURN NULL;
      END $$;
      DROP TABLE dossier_pending_change`);
  }
}

const columns = [
  ["due_at", "timestamptz NOT NULL"],
  ["day", "date NOT NULL"],
  ["stretch", "date NOT NULL"],
  ["organization_code", "text NOT NULL"],
  ["unit_code", "text"],
  ["procedure_code", "text NOT NULL"],
  ["field_code", "text NOT NULL"],
  ["channel", "dossier_channel NOT NULL"],
  ["applicant", "applicant_kind NOT NULL"],
  ["status", "dossier_status NOT NULL"],
];
const names = columns.map(([name]) => name).join(", ");

/** Rows that another transaction is taking away are left to it: nobody waits. */
const functions = `
  CREATE OR REPLACE FUNCTION add_dossier_tally_version() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO dossier_tally_version DEFAULT VALUES;
    DELETE FROM dossier_pending_change WHERE ctid IN (SELECT ctid FROM dossier_pending_change FOR UPDATE SKIP LOCKED);
    RETURN NULL;
  END $$;
  CREATE FUNCTION log_pending_dossiers() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF (SELECT count(*) FROM changed) >= 20000 THEN
      INSERT INTO dossier_tally_version DEFAULT VALUES;
    ELSE
      INSERT INTO dossier_pending_change (sign, ${names})
      SELECT CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END, ${names} FROM changed;
    END IF;
    RETURN NULL;
  END $$`;
