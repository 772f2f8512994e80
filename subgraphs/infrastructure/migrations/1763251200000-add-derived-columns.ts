import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * What lists and statistics read of every row is derived once, when the row is written: the folded texts cost
 * microseconds a row, which a search that fits thousands cannot pay each time, and with the rest in one narrow
 * index no figure of the catalogue reads the table. Triggers and not generated columns, which cannot be computed
 * from an instant and an interval.
 */
export class AddDerivedColumns1763251200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await deriveDatasets(runner);
    await deriveSystems(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER it_system_derive ON it_system;
      DROP FUNCTION it_system_derive();
      DROP INDEX it_system_migrated_on_code_idx;
      ALTER TABLE it_system DROP name_key, DROP search;
      CREATE INDEX it_system_name_idx ON it_system (search_text(name), code);
      CREATE INDEX it_system_search_idx ON it_system USING gin (search_text(code || ' ' || name) gin_trgm_ops);
      DROP TRIGGER dataset_derive ON dataset;
      DROP FUNCTION dataset_derive();
      DROP FUNCTION dataset_live_until(timestamptz, update_frequency);
      ALTER TABLE dataset DROP title_key, DROP search, DROP assessed_met, DROP live_until;
      CREATE INDEX dataset_title_idx ON dataset (search_text(title), id);
      CREATE INDEX dataset_search_idx ON dataset
        USING gin (dataset_search_text(title, description, keywords) gin_trgm_ops)`);
  }
}

/**
 * A period is the longest that the calendar gives it, and a tenth of it is grace, so that nobody who keeps to the
 * calendar is called late; the hour of REALTIME is an assumption. IRREGULAR promises nothing and is always live.
 */
async function deriveDatasets(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION dataset_live_until(modified_at timestamptz, frequency update_frequency) RETURNS timestamptz
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT CASE frequency
      WHEN 'REALTIME' THEN modified_at + interval '3960 seconds'
      WHEN 'DAILY' THEN modified_at + 24 * interval '3960 seconds'
      WHEN 'WEEKLY' THEN modified_at + 7 * 24 * interval '3960 seconds'
      WHEN 'MONTHLY' THEN modified_at + 31 * 24 * interval '3960 seconds'
      WHEN 'QUARTERLY' THEN modified_at + 92 * 24 * interval '3960 seconds'
      WHEN 'ANNUALLY' THEN modified_at + 366 * 24 * interval '3960 seconds'
      WHEN 'IRREGULAR' THEN 'infinity' END $$;
    ALTER TABLE dataset ADD title_key text, ADD search text, ADD assessed_met smallint, ADD live_until timestamptz;
    CREATE FUNCTION dataset_derive() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN
      NEW.title_key := public.search_text(NEW.title);
      NEW.search := public.dataset_search_text(NEW.title, NEW.description, NEW.keywords);
      NEW.assessed_met := NEW.accurate::int + NEW.sufficient::int + NEW.clean::int + NEW.consistent::int
        + NEW.shared::int;
      NEW.live_until := public.dataset_live_until(NEW.modified_at, NEW.frequency);
      RETURN NEW;
    END $$;
    CREATE TRIGGER dataset_derive BEFORE INSERT OR UPDATE ON dataset
      FOR EACH ROW EXECUTE FUNCTION dataset_derive();
    UPDATE dataset SET title = title;
    ALTER TABLE dataset ALTER title_key SET NOT NULL, ALTER search SET NOT NULL,
      ALTER assessed_met SET NOT NULL, ALTER live_until SET NOT NULL;
    DROP INDEX dataset_title_idx, dataset_search_idx;
    CREATE INDEX dataset_title_key_id_idx ON dataset (title_key, id);
    CREATE INDEX dataset_publisher_code_title_key_id_idx ON dataset (publisher_code, title_key, id);
    CREATE INDEX dataset_search_idx ON dataset USING gin (search gin_trgm_ops);
    CREATE INDEX dataset_measures_idx ON dataset (publisher_code, id) INCLUDE (live_until, assessed_met, theme,
      access_level, on_open_data_portal, accurate, sufficient, clean, consistent, shared)`);
}

async function deriveSystems(runner: QueryRunner): Promise<void> {
  await runner.query(`
    ALTER TABLE it_system ADD name_key text, ADD search text;
    CREATE FUNCTION it_system_derive() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN
      NEW.name_key := public.search_text(NEW.name);
      NEW.search := public.search_text(NEW.code || ' ' || NEW.name);
      RETURN NEW;
    END $$;
    CREATE TRIGGER it_system_derive BEFORE INSERT OR UPDATE ON it_system
      FOR EACH ROW EXECUTE FUNCTION it_system_derive();
    UPDATE it_system SET name = name;
    ALTER TABLE it_system ALTER name_key SET NOT NULL, ALTER search SET NOT NULL;
    DROP INDEX it_system_name_idx, it_system_search_idx;
    CREATE INDEX it_system_name_idx ON it_system (name_key, code);
    CREATE INDEX it_system_search_idx ON it_system USING gin (search gin_trgm_ops);
    CREATE INDEX it_system_migrated_on_code_idx ON it_system (migrated_on DESC NULLS LAST, code DESC)`);
}
