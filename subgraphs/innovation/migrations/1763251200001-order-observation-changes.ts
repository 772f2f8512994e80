import type { MigrationInterface, QueryRunner } from "typeorm";

/** Every change of an observation gets a place in an order, and the groups in which two could disagree are kept. */
export class OrderObservationChanges1763251200001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE observation ADD changed_in bigint NOT NULL DEFAULT 0;
      ALTER TABLE observation ALTER changed_in DROP DEFAULT;
      CREATE INDEX observation_changed_in_id_idx ON observation (changed_in, id);
      CREATE INDEX observation_updated_at_idx ON observation ((coalesce(superseded_at, recorded_at)));
      CREATE INDEX observation_indicator_code_area_code_published_at_id_idx
        ON observation (indicator_code, area_code, published_at, id);
      CREATE INDEX observation_indicator_code_period_idx ON observation (indicator_code, period);
      -- The order in which one figure is preferred to another, read from its end.
      CREATE INDEX observation_preferred_idx
        ON observation (indicator_code, area_code, (qualifier = 'EXACT'), published_at, id)
        WHERE superseded_at IS NULL AND organization_code IS NULL AND status <> 'MISSING'`);
    await orderChanges(runner);
    await countGroups(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER observation_counted ON observation;
      DROP FUNCTION count_observations;
      DROP TABLE observation_group;
      DROP TRIGGER observation_ordered ON observation;
      DROP FUNCTION order_observation_change;
      DROP INDEX observation_preferred_idx, observation_updated_at_idx;
      ALTER TABLE observation DROP changed_in;
      DROP INDEX observation_indicator_code_area_code_published_at_id_idx, observation_indicator_code_period_idx;
      CREATE OR REPLACE FUNCTION refuse_observation_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'UPDATE' THEN
            IF OLD.superseded_at IS NULL
              AND (to_jsonb(NEW) - 'superseded_at')::text = (to_jsonb(OLD) - 'superseded_at')::text THEN
              RETURN NEW;
            END IF;
          END IF;
          RAISE EXCEPTION 'observation is only ever added to; a correction is a new row that supersedes';
        END $$`);
  }
}

/**
 * Who keeps a copy asks for what changed since. Times would lose rows: a transaction that began earlier may commit
 * later, behind a reader who has gone past its time. The number of the transaction does not: a reader stops before
 * the oldest that still runs, and finds the rest the next time. It is set here, by whatever way a row is written.
 */
async function orderChanges(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION order_observation_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.changed_in := pg_current_xact_id()::text::bigint;
        RETURN NEW;
      END $$;
    CREATE TRIGGER observation_ordered BEFORE INSERT OR UPDATE ON observation
      FOR EACH ROW EXECUTE FUNCTION order_observation_change();
    -- Runs after observation_ordered, whose name comes first: what that one sets is no change of the row.
    CREATE OR REPLACE FUNCTION refuse_observation_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' THEN
          IF OLD.superseded_at IS NULL AND (to_jsonb(NEW) - 'superseded_at' - 'changed_in')::text
              = (to_jsonb(OLD) - 'superseded_at' - 'changed_in')::text THEN
            RETURN NEW;
          END IF;
        END IF;
        RAISE EXCEPTION 'observation is only ever added to; a correction is a new row that supersedes';
      END $$`);
}

/**
 * Two observations can only disagree where one indicator, area, organization and period has more than one that is
 * current. Looking for those among a million took most of a second, so they are counted as they come: one more for
 * each added row, one less for each that it supersedes. The upsert makes two transactions that add to one group wait
 * for each other, in one order for all, so that neither misses the other's row.
 */
async function countGroups(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE observation_group (
      indicator_code text NOT NULL,
      area_code text,
      organization_code text,
      period text NOT NULL,
      current integer NOT NULL);
    CREATE UNIQUE INDEX observation_group_idx
      ON observation_group (indicator_code, area_code, organization_code, period) NULLS NOT DISTINCT;
    CREATE INDEX observation_group_several_idx ON observation_group (indicator_code) WHERE current > 1;
    INSERT INTO observation_group
      SELECT indicator_code, area_code, organization_code, period, count(*)
      FROM observation WHERE superseded_at IS NULL GROUP BY 1, 2, 3, 4;
    CREATE FUNCTION count_observations() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO observation_group
          SELECT indicator_code, area_code, organization_code, period, sum(change) FROM (
            SELECT indicator_code, area_code, organization_code, period, 1 AS change FROM added
            UNION ALL
            SELECT o.indicator_code, o.area_code, o.organization_code, o.period, -1
            FROM added a JOIN observation o ON o.id = a.supersedes_id) AS changes
          GROUP BY 1, 2, 3, 4 HAVING sum(change) <> 0 ORDER BY 1, 2, 3, 4
        ON CONFLICT (indicator_code, area_code, organization_code, period)
          DO UPDATE SET current = observation_group.current + excluded.current;
        RETURN NULL;
      END $$;
    CREATE TRIGGER observation_counted AFTER INSERT ON observation
      REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_observations()`);
}
