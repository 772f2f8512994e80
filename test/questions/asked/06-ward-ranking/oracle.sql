WITH figures AS (
  SELECT u.code, u.name_vi AS name,
    (SELECT avg((resolved_at::date <= due_at::date)::int::float8) FROM procedures.dossier
      WHERE unit_code = u.code AND resolved_at IS NOT NULL AND received_at >= '2025-07-01') AS "onTime",
    (SELECT avg((completed_on IS NOT NULL)::int::float8) FROM tasks.task JOIN tasks.organization o
      ON o.code = lead_organization_code WHERE o.unit_code = u.code) AS completion,
    (SELECT population_covered::float8 / population FROM innovation.coverage_5g
      WHERE unit_code = u.code AND month = '2025-10-01') AS coverage,
    (SELECT avg(meets::int::float8) FROM (SELECT DISTINCT ON (criterion) meets FROM infrastructure.readiness_assessment
      WHERE unit_code = u.code AND assessed_on <= '2025-11-14' ORDER BY criterion, assessed_on DESC) AS latest) AS readiness
  FROM infrastructure.administrative_unit u WHERE u.kind <> 'CITY'
), places AS (
  -- The share of the others that are worse, among those that have the figure.
  SELECT f.*,
    (SELECT count(*) FROM figures g WHERE g."onTime" < f."onTime")::float8
      / (SELECT count(*) - 1 FROM figures WHERE "onTime" IS NOT NULL) AS a,
    (SELECT CASE WHEN f.completion IS NULL THEN NULL ELSE count(*) END FROM figures g WHERE g.completion < f.completion)::float8
      / (SELECT count(*) - 1 FROM figures WHERE completion IS NOT NULL) AS b,
    (SELECT count(*) FROM figures g WHERE g.coverage < f.coverage)::float8
      / (SELECT count(*) - 1 FROM figures WHERE coverage IS NOT NULL) AS c,
    (SELECT count(*) FROM figures g WHERE g.readiness < f.readiness)::float8
      / (SELECT count(*) - 1 FROM figures WHERE readiness IS NOT NULL) AS d
  FROM figures f
), points AS (
  SELECT *, (a + coalesce(b, 0) + c + d) / CASE WHEN b IS NULL THEN 3 ELSE 4 END AS points FROM places
)
SELECT (SELECT count(*) + 1 FROM points better WHERE round(better.points::numeric, 12) > round(p.points::numeric, 12)) AS rank,
  code, name, "onTime", completion, coverage, readiness, points
FROM points p ORDER BY rank, code
