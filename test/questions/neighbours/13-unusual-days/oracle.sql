WITH days AS (
  SELECT day::date, (SELECT count(*) FROM procedures.dossier WHERE received_at::date = day::date) AS received
  FROM generate_series(timestamp '2025-07-01', '2025-11-12', interval '1 day') AS day
), compared AS (
  SELECT *, avg(received) OVER weeks AS mean, count(*) OVER weeks AS n FROM days
  WINDOW weeks AS (ORDER BY day ROWS BETWEEN 28 PRECEDING AND 1 PRECEDING)
)
SELECT day::text, received, mean::float8 FROM compared
WHERE n = 28 AND received > 4 * mean / 3 ORDER BY day
