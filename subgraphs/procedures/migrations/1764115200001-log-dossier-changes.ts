import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * What has changed of dossiers, for those who hold all of them in memory: a row for each that came or went, with the
 * transaction that did it, so that whoever holds them as a snapshot saw them can tell what that snapshot did not see.
 * A row with the sign 0 says that the log does not tell, and that they have to be read anew: because a statement changed
 * 20,000 dossiers or more, or a procedure's field, or because a long log was taken away.
 */
export class LogDossierChanges1764115200001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dossier_change (
        id bigint GENERATED ALWAYS AS IDENTITY,
        transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
        sign smallint NOT NULL,
        ${columns.map(([name, type]) => `${name} ${type}`).join(", ")});
      CREATE INDEX dossier_change_transaction_idx ON dossier_change (transaction)`);
    await runner.query(functions);
    await runner.query(triggers);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION log_dossier_change, end_dossier_log_at_once CASCADE;
      DROP FUNCTION end_dossier_log;
      DROP TABLE dossier_change`);
  }
}

/** Those of a dossier that statistics are made of, and the field of its procedure. */
const columns = [
  ["organization_code", "text"],
  ["unit_code", "text"],
  ["procedure_code", "text"],
  ["field_code", "text"],
  ["channel", "dossier_channel"],
  ["applicant", "applicant_kind"],
  ["status", "dossier_status"],
  ["received_at", "timestamptz"],
  ["due_at", "timestamptz"],
  ["resolved_at", "timestamptz"],
  ["digitised", "boolean"],
  ["electronic_result", "boolean"],
  ["payment", "payment_kind"],
  ["synchronised_at", "timestamptz"],
  ["satisfaction", "smallint"],
];
const names = columns.map(([name]) => name).join(", ");
const rowsOf = (sign: number, changed: string) =>
  `SELECT ${sign}, ${names} FROM ${changed} JOIN procedure p ON p.code = procedure_code`;
const insert = (rows: string) => `INSERT INTO dossier_change (sign, ${names}) ${rows}`;
const areMany = (changed: string) =>
  `(SELECT count(*) FROM (SELECT FROM ${changed} LIMIT 20000) AS first) = 20000`;

/** Rows that another transaction is taking away are left to it: nobody waits. */
const functions = `
  CREATE FUNCTION end_dossier_log() RETURNS void LANGUAGE sql AS $$
    DELETE FROM dossier_change WHERE ctid IN (SELECT ctid FROM dossier_change FOR UPDATE SKIP LOCKED);
    INSERT INTO dossier_change (sign) VALUES (0)
  $$;
  CREATE FUNCTION end_dossier_log_at_once() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM end_dossier_log();
    RETURN NULL;
  END $$;
  CREATE FUNCTION log_dossier_change() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    many boolean;
    added bigint;
    last bigint;
  BEGIN
    CASE TG_OP
      WHEN 'INSERT' THEN many = ${areMany("after_change")};
      ELSE many = ${areMany("before_change")};
    END CASE;
    IF many THEN
      PERFORM end_dossier_log();
      RETURN NULL;
    END IF;
    CASE TG_OP
      WHEN 'INSERT' THEN ${insert(rowsOf(1, "after_change"))};
      WHEN 'DELETE' THEN ${insert(rowsOf(-1, "before_change"))};
      WHEN 'UPDATE' THEN ${insert(`${rowsOf(1, "after_change")} UNION ALL ${rowsOf(-1, "before_change")}`)};
    END CASE;
    GET DIAGNOSTICS added = ROW_COUNT;
    IF added > 0 THEN
      last = currval(pg_get_serial_sequence('dossier_change', 'id'));
      IF last / 100000 > (last - added) / 100000 THEN PERFORM end_dossier_log(); END IF;
    END IF;
    RETURN NULL;
  END $$`;

const triggers = `
  CREATE TRIGGER dossier_change_insert AFTER INSERT ON dossier REFERENCING NEW TABLE AS after_change
    FOR EACH STATEMENT EXECUTE FUNCTION log_dossier_change();
  CREATE TRIGGER dossier_change_update AFTER UPDATE ON dossier
    REFERENCING OLD TABLE AS before_change NEW TABLE AS after_change
    FOR EACH STATEMENT EXECUTE FUNCTION log_dossier_change();
  CREATE TRIGGER dossier_change_delete AFTER DELETE ON dossier REFERENCING OLD TABLE AS before_change
    FOR EACH STATEMENT EXECUTE FUNCTION log_dossier_change();
  CREATE TRIGGER dossier_change_truncate AFTER TRUNCATE ON dossier
    FOR EACH STATEMENT EXECUTE FUNCTION end_dossier_log_at_once();
  CREATE TRIGGER dossier_change_field AFTER UPDATE OF field_code ON procedure
    FOR EACH STATEMENT EXECUTE FUNCTION end_dossier_log_at_once()`;
