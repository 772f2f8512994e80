WITH received AS (
  SELECT received_at::date AS day, count(*) AS received FROM procedures.dossier GROUP BY 1
)
SELECT day::date::text AS bucket_label, coalesce(received, 0) AS measures_received,
  CASE WHEN row_number() OVER days >= 7 THEN avg(coalesce(received, 0)) OVER (days ROWS 6 PRECEDING) END::float8 AS mean,
  sum(coalesce(received, 0)) OVER days AS total
FROM generate_series(date '2025-01-01', date '2025-11-14', interval '1 day') AS day LEFT JOIN received USING (day)
WINDOW days AS (ORDER BY day) ORDER BY day
