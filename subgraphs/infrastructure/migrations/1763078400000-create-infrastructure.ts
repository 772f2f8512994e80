import type { MigrationInterface, QueryRunner } from "typeorm";
import { createSearchFunction, dropSearchFunction } from "../../../shared/database/search-function";

export class CreateInfrastructure1763078400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createSearchFunction(runner);
    await runner.query(`
      CREATE TYPE administrative_unit_kind AS ENUM ('CITY', 'WARD', 'COMMUNE');
      CREATE TYPE readiness_criterion AS ENUM ('LAN', 'WAN_CONNECTION', 'COMPUTERS', 'SCANNERS',
        'VIDEO_CONFERENCE', 'SERVICE_CENTRE_CONNECTION', 'INFORMATION_SECURITY');
      CREATE TYPE hosting AS ENUM ('ON_PREMISES', 'CITY_DATA_CENTRE', 'CITY_CLOUD', 'PUBLIC_CLOUD');
      CREATE TYPE migration_status AS ENUM ('NOT_STARTED', 'PLANNED', 'IN_PROGRESS', 'MIGRATED');
      CREATE TYPE data_sharing AS ENUM ('CLOSED', 'PARTIAL', 'SHARED');
      CREATE TYPE update_frequency AS ENUM ('REALTIME', 'DAILY', 'WEEKLY', 'MONTHLY', 'QUARTERLY', 'ANNUALLY',
        'IRREGULAR');
      CREATE TYPE access_level AS ENUM ('OPEN', 'SHARED', 'RESTRICTED');
      CREATE TYPE quality_criterion AS ENUM ('ACCURATE', 'SUFFICIENT', 'CLEAN', 'LIVE', 'CONSISTENT', 'SHARED');
      CREATE TYPE data_origin AS ENUM ('PUBLISHED', 'REPORTED', 'SYNTHETIC')`);
    await runner.query(
      `CREATE TABLE organization (code text NOT NULL CONSTRAINT organization_pkey PRIMARY KEY)`,
    );
    await createUnits(runner);
    await createSystems(runner);
    await createDatasets(runner);
    await createPlatforms(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE platform, distribution, dataset_assessment, dataset, it_system, readiness_assessment,
        administrative_unit, organization;
      DROP FUNCTION dataset_search_text(text, text, text[]);
      DROP TYPE data_origin, quality_criterion, access_level, update_frequency, data_sharing, migration_status,
        hosting, readiness_criterion, administrative_unit_kind`);
    await dropSearchFunction(runner);
  }
}

async function createUnits(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE administrative_unit (
      code text NOT NULL CONSTRAINT administrative_unit_pkey PRIMARY KEY,
      name_vi text NOT NULL,
      name_en text NOT NULL,
      kind administrative_unit_kind NOT NULL,
      parent_code text CONSTRAINT administrative_unit_parent_code_fkey REFERENCES administrative_unit (code),
      area_km2 numeric(8, 2),
      population integer,
      longitude double precision,
      latitude double precision,
      CONSTRAINT administrative_unit_city_check CHECK (CASE kind
        WHEN 'CITY' THEN num_nonnulls(parent_code, area_km2, population, longitude, latitude) = 0
        ELSE num_nulls(parent_code, area_km2, population) = 0 END),
      CONSTRAINT administrative_unit_figures_check CHECK (area_km2 > 0 AND population >= 0));
    CREATE INDEX administrative_unit_parent_code_idx ON administrative_unit (parent_code);
    CREATE TABLE readiness_assessment (
      unit_code text NOT NULL
        CONSTRAINT readiness_assessment_unit_code_fkey REFERENCES administrative_unit (code),
      criterion readiness_criterion NOT NULL,
      assessed_on date NOT NULL,
      meets boolean NOT NULL,
      note text,
      origin data_origin NOT NULL,
      CONSTRAINT readiness_assessment_pkey PRIMARY KEY (unit_code, criterion, assessed_on))`);
}

async function createSystems(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE it_system (
      code text NOT NULL CONSTRAINT it_system_pkey PRIMARY KEY,
      name text NOT NULL,
      owner_code text NOT NULL CONSTRAINT it_system_owner_code_fkey REFERENCES organization (code),
      hosting hosting NOT NULL,
      migration migration_status NOT NULL,
      migrated_on date,
      in_use_since date NOT NULL,
      security_level smallint,
      data_sharing data_sharing NOT NULL,
      origin data_origin NOT NULL,
      CONSTRAINT it_system_migration_check CHECK (
        (migration = 'MIGRATED') = (hosting IN ('CITY_DATA_CENTRE', 'CITY_CLOUD'))
        AND (migration = 'MIGRATED') = (migrated_on IS NOT NULL)),
      CONSTRAINT it_system_migrated_on_check CHECK (migrated_on >= in_use_since),
      CONSTRAINT it_system_security_level_check CHECK (security_level BETWEEN 1 AND 5));
    CREATE INDEX it_system_owner_code_idx ON it_system (owner_code);
    CREATE INDEX it_system_name_idx ON it_system (search_text(name), code);
    CREATE INDEX it_system_search_idx ON it_system USING gin (search_text(code || ' ' || name) gin_trgm_ops)`);
}

/** array_to_string is declared stable, for the element types that print differently by setting; text does not. */
async function createDatasets(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION dataset_search_text(title text, description text, keywords text[]) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT public.search_text(concat_ws(' ', title, description, array_to_string(keywords, ' '))) $$;
    CREATE TABLE dataset (
      id bigint GENERATED BY DEFAULT AS IDENTITY CONSTRAINT dataset_pkey PRIMARY KEY,
      title text NOT NULL,
      description text,
      publisher_code text NOT NULL CONSTRAINT dataset_publisher_code_fkey REFERENCES organization (code),
      theme text NOT NULL,
      keywords text[] NOT NULL DEFAULT '{}',
      frequency update_frequency NOT NULL,
      modified_at timestamptz NOT NULL,
      license text,
      access_level access_level NOT NULL,
      on_open_data_portal boolean NOT NULL DEFAULT false,
      system_code text CONSTRAINT dataset_system_code_fkey REFERENCES it_system (code),
      accurate boolean NOT NULL DEFAULT false,
      sufficient boolean NOT NULL DEFAULT false,
      clean boolean NOT NULL DEFAULT false,
      consistent boolean NOT NULL DEFAULT false,
      shared boolean NOT NULL DEFAULT false,
      origin data_origin NOT NULL,
      CONSTRAINT dataset_theme_check CHECK (theme IN ('AGRI', 'ECON', 'EDUC', 'ENER', 'ENVI', 'GOVE', 'HEAL',
        'INTR', 'JUST', 'OP_DATPRO', 'REGI', 'SOCI', 'TECH', 'TRAN')),
      CONSTRAINT dataset_on_open_data_portal_check
        CHECK (NOT on_open_data_portal OR (access_level = 'OPEN' AND license IS NOT NULL)));
    CREATE INDEX dataset_publisher_code_idx ON dataset (publisher_code);
    CREATE INDEX dataset_system_code_idx ON dataset (system_code);
    CREATE INDEX dataset_modified_at_id_idx ON dataset (modified_at, id);
    CREATE INDEX dataset_title_idx ON dataset (search_text(title), id);
    CREATE INDEX dataset_search_idx ON dataset
      USING gin (dataset_search_text(title, description, keywords) gin_trgm_ops);
    CREATE TABLE dataset_assessment (
      dataset_id bigint NOT NULL
        CONSTRAINT dataset_assessment_dataset_id_fkey REFERENCES dataset (id) ON DELETE CASCADE,
      criterion quality_criterion NOT NULL,
      evidence text,
      numerator integer,
      denominator integer,
      assessed_on date NOT NULL,
      CONSTRAINT dataset_assessment_pkey PRIMARY KEY (dataset_id, criterion),
      CONSTRAINT dataset_assessment_criterion_check CHECK (criterion <> 'LIVE'),
      CONSTRAINT dataset_assessment_rate_check CHECK (
        (numerator IS NULL) = (denominator IS NULL) AND numerator BETWEEN 0 AND denominator));
    CREATE TABLE distribution (
      id bigint GENERATED BY DEFAULT AS IDENTITY CONSTRAINT distribution_pkey PRIMARY KEY,
      dataset_id bigint NOT NULL
        CONSTRAINT distribution_dataset_id_fkey REFERENCES dataset (id) ON DELETE CASCADE,
      format text NOT NULL,
      access_url text NOT NULL,
      byte_size bigint,
      CONSTRAINT distribution_access_url_check CHECK (access_url ~ '^https?://'),
      CONSTRAINT distribution_byte_size_check CHECK (byte_size >= 0));
    CREATE INDEX distribution_dataset_id_idx ON distribution (dataset_id)`);
}

async function createPlatforms(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE platform (
      code text NOT NULL CONSTRAINT platform_pkey PRIMARY KEY,
      name text NOT NULL,
      description text,
      owner_code text CONSTRAINT platform_owner_code_fkey REFERENCES organization (code),
      launched_on date,
      registered_users integer,
      services integer,
      milestone_code text,
      source_id text,
      origin data_origin NOT NULL,
      CONSTRAINT platform_source_id_check CHECK (origin <> 'PUBLISHED' OR source_id IS NOT NULL))`);
}
