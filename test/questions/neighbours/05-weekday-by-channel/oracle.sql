SELECT trim(to_char(received_at, 'DAY')) AS weekday, count(*) FILTER (WHERE channel = 'IN_PERSON') AS "IN_PERSON",
  count(*) FILTER (WHERE channel = 'ONLINE') AS "ONLINE", count(*) FILTER (WHERE channel = 'POSTAL') AS "POSTAL"
FROM procedures.dossier WHERE received_at >= '2025-07-01' GROUP BY weekday ORDER BY weekday
