SELECT to_char(monday, 'IYYY"-W"IW') AS bucket_label, monday::text AS bucket_start, (monday + 7)::text AS bucket_end,
  monday < '2024-12-18' OR monday + 6 > '2025-01-25' AS "isPartial",
  (SELECT count(*) FROM procedures.dossier
    WHERE received_at::date BETWEEN greatest(monday, '2024-12-18') AND least(monday + 6, '2025-01-25')) AS measures_received
FROM (SELECT date '2024-12-16' + 7 * n AS monday FROM generate_series(0, 5) AS n) AS weeks ORDER BY monday
