WITH weeks AS (
  SELECT date '2025-09-29' + 7 * n AS monday FROM generate_series(0, 4) AS n
)
SELECT to_char(monday, 'IYYY"-W"IW') AS bucket_label,
  (SELECT count(*) FROM procedures.dossier WHERE received_at::date BETWEEN monday AND monday + 6) AS measures_received,
  (SELECT count(*) FROM procedures.dossier WHERE received_at::date BETWEEN monday AND monday + 6)
    - (SELECT count(*) FROM procedures.dossier WHERE received_at::date BETWEEN monday - 364 AND monday - 358) AS "changeOverYear"
FROM weeks ORDER BY monday
