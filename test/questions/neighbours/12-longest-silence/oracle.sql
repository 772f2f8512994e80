WITH received AS (
  SELECT DISTINCT unit_code, received_at::date AS day FROM procedures.dossier WHERE unit_code IS NOT NULL
), days AS (
  SELECT u.code, u.name_vi AS name, day::date, (u.code, day::date) IN (SELECT unit_code, day FROM received) AS came
  FROM infrastructure.administrative_unit u, generate_series(timestamp '2025-09-01', '2025-09-30', interval '1 day') AS day
  WHERE u.kind <> 'CITY'
), runs AS (
  SELECT code, name, day, came, day - (row_number() OVER (PARTITION BY code, came ORDER BY day))::int AS run FROM days
), silences AS (
  SELECT code, name, min(day) AS since, count(*) AS days FROM runs WHERE NOT came GROUP BY code, name, run
)
SELECT DISTINCT ON (code) code, name, since::text, days FROM silences ORDER BY code, days DESC, since
