import type { MigrationInterface, QueryRunner } from "typeorm";

/** Of each running total of enterprises, how many were published and how many are generated. */
export class TallyEnterpriseOrigins1763596800002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE enterprise_tally ADD published integer NOT NULL DEFAULT 0, ADD synthetic integer NOT NULL DEFAULT 0;
      UPDATE enterprise_tally t SET published = found.published, synthetic = found.synthetic
      FROM (
        SELECT d.dimension, d.key, e.kind_set, count(*) FILTER (WHERE e.origin = 'PUBLISHED') AS published,
          count(*) FILTER (WHERE e.origin = 'SYNTHETIC') AS synthetic
        FROM enterprise e CROSS JOIN LATERAL (VALUES ('ALL', NULL), ('UNIT', e.unit_code),
          ('INDUSTRY', e.industry), ('FOUNDED_YEAR', date_part('year', e.founded_on)::text)) AS d (dimension, key)
        GROUP BY 1, 2, 3) AS found
      WHERE (t.dimension, t.kind_set) = (found.dimension, found.kind_set) AND t.key IS NOT DISTINCT FROM found.key;
      ALTER TABLE enterprise_tally ALTER published DROP DEFAULT, ALTER synthetic DROP DEFAULT`);
    await runner.query(tallyFunction);
  }

  async down(): Promise<void> {
    throw new Error("Expected to go forwards only: the totals of before know no origins.");
  }
}

/** As in the migration that made the totals, with the origin of each enterprise beside. */
const tallyFunction = `
  CREATE OR REPLACE FUNCTION tally_enterprises() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      changes text := CASE TG_OP
        WHEN 'INSERT' THEN 'SELECT 1 AS change, added.* FROM added'
        WHEN 'DELETE' THEN 'SELECT -1 AS change, removed.* FROM removed'
        ELSE 'SELECT 1 AS change, added.* FROM added UNION ALL SELECT -1, removed.* FROM removed' END;
    BEGIN
      EXECUTE 'INSERT INTO enterprise_tally AS t
          (dimension, key, kind_set, enterprises, innovating, published, synthetic)
        SELECT d.dimension, d.key, c.kind_set, sum(c.change), coalesce(sum(c.change) FILTER (WHERE c.innovating), 0),
          coalesce(sum(c.change) FILTER (WHERE c.origin = ''PUBLISHED''), 0),
          coalesce(sum(c.change) FILTER (WHERE c.origin = ''SYNTHETIC''), 0)
        FROM (' || changes || ') AS c CROSS JOIN LATERAL (VALUES (''ALL'', NULL), (''UNIT'', c.unit_code),
          (''INDUSTRY'', c.industry), (''FOUNDED_YEAR'', date_part(''year'', c.founded_on)::text)
        ) AS d (dimension, key)
        GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
        ON CONFLICT (dimension, key, kind_set) DO UPDATE
          SET enterprises = t.enterprises + excluded.enterprises, innovating = t.innovating + excluded.innovating,
            published = t.published + excluded.published, synthetic = t.synthetic + excluded.synthetic';
      RETURN NULL;
    END $$`;
