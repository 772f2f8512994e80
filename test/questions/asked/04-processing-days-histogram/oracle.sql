WITH days AS (
  SELECT resolved_at::date - received_at::date AS days FROM procedures.dossier
  WHERE resolved_at >= '2025-10-01' AND resolved_at < '2025-11-01'
), classes (least, largest, label) AS (
  VALUES (0, 0, '0'), (1, 1, '1'), (2, 2, '2'), (3, 5, '3–5'), (6, 10, '6–10'), (11, 20, '11–20'), (21, NULL, '21 and more')
)
SELECT label AS "processingDays_label", least AS "processingDays_from", largest AS "processingDays_to",
  count(*) AS measures_resolved, count(*)::float8 / (SELECT count(*) FROM days) AS share
FROM days JOIN classes ON days >= least AND (largest IS NULL OR days <= largest)
GROUP BY label, least, largest ORDER BY least
