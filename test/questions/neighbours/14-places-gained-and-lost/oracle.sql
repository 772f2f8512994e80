WITH rates AS (
  SELECT organization_code AS code, to_char(resolved_at, 'YYYY-MM') AS month, avg((resolved_at::date <= due_at::date)::int) AS rate
  FROM procedures.dossier d JOIN tasks.organization o ON o.code = d.organization_code AND o.kind = 'DEPARTMENT'
  WHERE resolved_at >= '2025-09-01' AND resolved_at < '2025-11-01' GROUP BY 1, 2
), places AS (
  SELECT *, rank() OVER (PARTITION BY month ORDER BY rate DESC) AS place FROM rates
)
SELECT a.code, b.place AS september, a.place AS october, b.place - a.place AS gained
FROM places a JOIN places b ON b.code = a.code AND b.month = '2025-09' AND a.month = '2025-10' ORDER BY gained DESC, a.code
