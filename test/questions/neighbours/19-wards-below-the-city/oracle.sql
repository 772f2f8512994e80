WITH months AS (
  SELECT to_char(received_at, 'YYYY-MM') AS month, unit_code, avg((channel = 'ONLINE')::int) AS share
  FROM procedures.dossier WHERE received_at >= '2025-07-01' AND received_at < '2025-11-01' GROUP BY GROUPING SETS ((month, unit_code), (month))
), city AS (
  SELECT to_char(received_at, 'YYYY-MM') AS month, avg((channel = 'ONLINE')::int) AS share
  FROM procedures.dossier WHERE received_at >= '2025-07-01' AND received_at < '2025-11-01' GROUP BY 1
)
SELECT m.unit_code AS code, count(*) AS months, min(m.share - c.share)::float8 AS least, max(m.share - c.share)::float8 AS most
FROM (SELECT to_char(received_at, 'YYYY-MM') AS month, unit_code, avg((channel = 'ONLINE')::int) AS share
  FROM procedures.dossier WHERE received_at >= '2025-07-01' AND received_at < '2025-11-01' AND unit_code IS NOT NULL
  GROUP BY 1, 2) AS m JOIN city c USING (month)
GROUP BY 1 HAVING bool_and(m.share < c.share) ORDER BY most, code
