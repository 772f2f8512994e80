SELECT day::date::text AS bucket_label, received AS measures_received,
  CASE WHEN row_number() OVER days >= 7 THEN avg(received) OVER (days ROWS 6 PRECEDING) END::float8 AS mean,
  sum(received) OVER days AS total
FROM generate_series(date '2025-01-01', date '2025-11-14', interval '1 day') AS day,
  LATERAL (SELECT count(*) AS received FROM procedures.dossier WHERE received_at::date = day::date) AS of_day
WINDOW days AS (ORDER BY day) ORDER BY day
