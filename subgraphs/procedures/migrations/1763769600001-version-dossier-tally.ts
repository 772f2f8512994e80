import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Versions of `dossier_tally`, for those who keep its rows in memory: a statement that touches the table adds one, and
 * how many there are, with the last of them, tells one state of the table from every other. Rows are only ever added,
 * so that nobody waits for another's transaction; an import or a hundred thousand changes add a few.
 */
export class VersionDossierTally1763769600001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dossier_tally_version (
        number bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT dossier_tally_version_pkey PRIMARY KEY);
      CREATE FUNCTION add_dossier_tally_version() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO dossier_tally_version DEFAULT VALUES;
        RETURN NULL;
      END $$;
      CREATE TRIGGER dossier_tally_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON dossier_tally
        FOR EACH STATEMENT EXECUTE FUNCTION add_dossier_tally_version()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER dossier_tally_version ON dossier_tally;
      DROP FUNCTION add_dossier_tally_version;
      DROP TABLE dossier_tally_version`);
  }
}
