WITH counts AS (
  SELECT organization_code AS code, to_char(received_at, 'YYYY-MM') AS month, count(*)::float8 AS received,
    count(resolved_at)::float8 AS resolved, count(*) FILTER (WHERE resolved_at::date <= due_at::date) AS in_time,
    count(*) FILTER (WHERE digitised) AS digitised, count(*) FILTER (WHERE electronic_result) AS electronic,
    count(*) FILTER (WHERE channel = 'ONLINE') AS online, nullif(count(*) FILTER (WHERE payment <> 'NONE'), 0)::float8 AS paid,
    count(*) FILTER (WHERE payment = 'ONLINE') AS paid_online, count(synchronised_at) AS sync,
    nullif(count(satisfaction), 0)::float8 AS rated, count(*) FILTER (WHERE satisfaction >= 4) AS satisfied
  FROM procedures.dossier WHERE received_at >= '2025-08-01' AND received_at < '2025-11-01' GROUP BY 1, 2
), groups AS (
  SELECT code, month, points, weight FROM counts, LATERAL (VALUES
    (18 * sync / received, 18), (20 * in_time / nullif(resolved, 0), 20), (22 * (digitised + electronic) / (received + resolved), 22),
    (12 * online / received, 12), (10 * paid_online / paid, 10), (18 * satisfied / rated, 18)) AS g (points, weight)
), scores AS (
  SELECT code, month, 100 * sum(points) / sum(weight) FILTER (WHERE points IS NOT NULL) AS total FROM groups GROUP BY 1, 2
)
SELECT a.code, round(a.total::numeric, 6) AS october, round((a.total - b.total)::numeric, 6) AS gained
FROM scores a LEFT JOIN scores b ON b.code = a.code AND b.month = '2025-08' WHERE a.month = '2025-10'
ORDER BY october DESC, code LIMIT 20
