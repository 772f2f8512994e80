WITH online AS (
  SELECT unit_code, avg((channel = 'ONLINE')::int::float8) AS share FROM procedures.dossier
  WHERE received_at >= '2025-07-01' AND unit_code IS NOT NULL GROUP BY unit_code
), covered AS (
  SELECT unit_code, population_covered::float8 / population AS share FROM innovation.coverage_5g WHERE month = '2025-10-01'
)
SELECT coalesce(u.kind, 'ALL') AS kind, count(*) AS units, corr(o.share, c.share) AS correlation,
  regr_slope(o.share, c.share) AS slope
FROM infrastructure.administrative_unit u JOIN online o ON o.unit_code = u.code JOIN covered c ON c.unit_code = u.code
GROUP BY ROLLUP (u.kind) ORDER BY 1
