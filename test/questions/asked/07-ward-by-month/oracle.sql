SELECT u.code, u.name_vi AS name,
  count(*) FILTER (WHERE to_char(received_at, 'YYYY-MM') = '2025-07') AS "2025-07",
  count(*) FILTER (WHERE to_char(received_at, 'YYYY-MM') = '2025-08') AS "2025-08",
  count(*) FILTER (WHERE to_char(received_at, 'YYYY-MM') = '2025-09') AS "2025-09",
  count(*) FILTER (WHERE to_char(received_at, 'YYYY-MM') = '2025-10') AS "2025-10",
  count(*) FILTER (WHERE to_char(received_at, 'YYYY-MM') = '2025-11') AS "2025-11"
FROM procedures.dossier d JOIN infrastructure.administrative_unit u ON u.code = d.unit_code
WHERE received_at >= '2025-07-01' GROUP BY u.code, u.name_vi ORDER BY u.code
