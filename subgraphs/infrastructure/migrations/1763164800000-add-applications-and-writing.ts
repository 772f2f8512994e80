import type { MigrationInterface, QueryRunner } from "typeorm";
import { createImportRun, dropImportRun } from "../../../shared/import/import-run";
import { createIdempotencyKeys } from "../../../shared/mutation/idempotency-key";

export class AddApplicationsAndWriting1763164800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createIdempotencyKeys(runner);
    await createImportRun(runner);
    await runner.query("ALTER TABLE organization ADD name_vi text");
    await createApplications(runner);
    await createDataCentres(runner);
    await runner.query(`
      ALTER TABLE dataset
        ADD graph_source text CONSTRAINT dataset_graph_source_key UNIQUE,
        ADD CONSTRAINT dataset_publisher_code_title_key UNIQUE (publisher_code, title),
        ADD CONSTRAINT dataset_license_check CHECK (license ~ '^[A-Za-z0-9][A-Za-z0-9.+-]{0,99}$')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dataset DROP graph_source, DROP CONSTRAINT dataset_publisher_code_title_key,
        DROP CONSTRAINT dataset_license_check;
      ALTER TABLE it_system DROP data_centre_code, DROP cpu_cores;
      DROP TABLE data_centre, unit_application, application, idempotency_key;
      ALTER TABLE organization DROP name_vi`);
    await dropImportRun(runner);
  }
}

async function createApplications(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE application (
      code text NOT NULL CONSTRAINT application_pkey PRIMARY KEY,
      name text NOT NULL,
      owner_code text NOT NULL CONSTRAINT application_owner_code_fkey REFERENCES organization (code),
      purpose text,
      replaced_by_code text CONSTRAINT application_replaced_by_code_fkey REFERENCES application (code),
      origin data_origin NOT NULL,
      CONSTRAINT application_replaced_by_code_check CHECK (replaced_by_code <> code));
    CREATE INDEX application_owner_code_idx ON application (owner_code);
    CREATE INDEX application_replaced_by_code_idx ON application (replaced_by_code);
    CREATE TABLE unit_application (
      unit_code text NOT NULL
        CONSTRAINT unit_application_unit_code_fkey REFERENCES administrative_unit (code),
      application_code text NOT NULL
        CONSTRAINT unit_application_application_code_fkey REFERENCES application (code) ON DELETE CASCADE,
      CONSTRAINT unit_application_pkey PRIMARY KEY (unit_code, application_code));
    CREATE INDEX unit_application_application_code_idx ON unit_application (application_code)`);
}

async function createDataCentres(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE data_centre (
      code text NOT NULL CONSTRAINT data_centre_pkey PRIMARY KEY,
      name text NOT NULL,
      operating_since date,
      cpu_cores integer NOT NULL,
      memory_tib double precision NOT NULL,
      storage_tib double precision NOT NULL,
      origin data_origin NOT NULL,
      CONSTRAINT data_centre_capacity_check CHECK (cpu_cores > 0 AND memory_tib > 0 AND storage_tib > 0));
    ALTER TABLE it_system
      ADD data_centre_code text
        CONSTRAINT it_system_data_centre_code_fkey REFERENCES data_centre (code),
      ADD cpu_cores integer,
      ADD CONSTRAINT it_system_data_centre_code_check CHECK (data_centre_code IS NULL OR migration = 'MIGRATED'),
      ADD CONSTRAINT it_system_cpu_cores_check CHECK (cpu_cores > 0);
    CREATE INDEX it_system_data_centre_code_idx ON it_system (data_centre_code)`);
}
