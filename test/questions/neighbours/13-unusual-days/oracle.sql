WITH counted AS (
  SELECT received_at::date AS day, count(*) AS received FROM procedures.dossier GROUP BY 1
), days AS (
  SELECT day::date, coalesce(received, 0) AS received
  FROM generate_series(date '2025-07-01', date '2025-11-12', interval '1 day') AS day LEFT JOIN counted USING (day)
), compared AS (
  SELECT *, avg(received) OVER weeks AS mean, count(*) OVER weeks AS n FROM days
  WINDOW weeks AS (ORDER BY day ROWS BETWEEN 28 PRECEDING AND 1 PRECEDING)
)
SELECT day::text, received, mean::float8 FROM compared
WHERE n = 28 AND received > 4 * mean / 3 ORDER BY day
