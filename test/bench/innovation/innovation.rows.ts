import type { DataSource } from "typeorm";

/**
 * Fills the innovation database: every indicator for every unit and the city in 136 months, from 2,000 sources,
 * a hundredth of them corrected, a few in conflict; and enterprises up to 100,000. Through the triggers, as any row comes.
 */
export async function fillInnovation(
  dataSource: DataSource,
): Promise<{ observations: number; enterprises: number }> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query("SET statement_timeout = 0");
    // Known for long, as an enterprise mostly is, and not only since the bench began.
    await runner.query("SET graph.today = '2025-01-01'");
    await runner.query(sources);
    for (let from = 0; from < 136; from += 17) await runner.query(observations, [from, from + 16]);
    await runner.query(corrections);
    await runner.query(conflicts);
    await runner.query(enterprises);
    await runner.query("VACUUM (ANALYZE) observation, observation_group, enterprise, enterprise_history");
    await runner.query("RESET graph.today; RESET statement_timeout");
    const [size] = await runner.query(`
      SELECT (SELECT count(*)::int FROM observation) AS observations, (SELECT count(*)::int FROM enterprise) AS enterprises`);
    return size;
  } finally {
    await runner.release();
  }
}

const sources = `
  INSERT INTO source_document (id, title) SELECT 'bench-' || n, 'Báo cáo ' || n FROM generate_series(0, 1999) AS n`;

const observations = `
  INSERT INTO observation (indicator_code, area_code, period, period_start, period_end, value, qualifier, source_id,
    published_at, recorded_at, origin)
  SELECT i.code, u.code, to_char(month, 'YYYY-MM'), month, (month + interval '1 month - 1 day')::date,
    CASE i.unit WHEN 'ratio' THEN round((hashtext(i.code || u.code || month) & 65535) % 10000 / 10000.0, 4)
      WHEN 'rank' THEN 1 + (hashtext(u.code || month) & 65535) % 34 ELSE (hashtext(i.code || month) & 65535) % 100000 END,
    (CASE (hashtext(u.code || i.code) & 65535) % 5 WHEN 0 THEN 'MORE_THAN' ELSE 'EXACT' END)::value_qualifier,
    CASE WHEN (hashtext(i.code) & 65535) % 3 > 0 THEN 'bench-' || (hashtext(i.code || month) & 65535) % 2000 END,
    month + interval '40 days', month + interval '41 days', 'SYNTHETIC'
  FROM indicator i CROSS JOIN administrative_unit u
  CROSS JOIN (SELECT (date '2014-07-01' + make_interval(months => n))::date AS month
    FROM generate_series($1::int, $2::int) AS n) AS months`;

const corrections = `
  INSERT INTO observation (indicator_code, area_code, period, period_start, period_end, value, qualifier, source_id,
    published_at, recorded_at, revision, supersedes_id, origin)
  SELECT indicator_code, area_code, period, period_start, period_end, value, 'APPROXIMATELY', source_id, published_at,
    recorded_at + interval '30 days', 2, id, 'SYNTHETIC'
  FROM observation WHERE id % 100 = 7 AND revision = 1 AND origin = 'SYNTHETIC'`;

const conflicts = `
  INSERT INTO observation (indicator_code, area_code, period, period_start, period_end, value, qualifier, source_id,
    published_at, recorded_at, origin)
  SELECT indicator_code, area_code, period, period_start, period_end, value + 7, 'EXACT', 'doanhnghiepvn-2025-12-04',
    published_at, recorded_at, 'SYNTHETIC'
  FROM observation WHERE id % 50000 = 11 AND superseded_at IS NULL AND origin = 'SYNTHETIC'`;

const enterprises = `
  INSERT INTO enterprise (name, kinds, industry, unit_code, founded_on, certified_on, employees, revenue, innovating,
    origin)
  SELECT 'Doanh nghiệp mô phỏng ' || n,
    (CASE WHEN n % 33 = 0 THEN '{STARTUP}' WHEN n % 50 = 0 THEN '{SCIENCE_TECHNOLOGY}'
      WHEN n % 70 = 0 THEN '{SCIENCE_TECHNOLOGY,STARTUP}' ELSE '{}' END)::enterprise_kind[],
    (SELECT industry FROM enterprise e WHERE e.id = 1 + n % 12), (ARRAY(SELECT code FROM administrative_unit
      WHERE length(code) = 5 ORDER BY code))[1 + (hashint4(n) & 65535) % 126],
    date '1996-01-01' + (hashint4(n + 1) & 65535) % 10900, CASE WHEN n % 50 = 0 THEN date '2025-11-14' END, n % 500,
    n::bigint * 1000000, n % 4 = 0, 'SYNTHETIC'
  FROM generate_series(5001, 100000) AS n`;
