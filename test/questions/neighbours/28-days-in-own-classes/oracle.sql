SELECT u.kind AS "unitKind", c.label AS "processingDays_label", count(*) AS measures_resolved
FROM procedures.dossier d JOIN infrastructure.administrative_unit u ON u.code = d.unit_code
JOIN (VALUES (0, 1, '0–1'), (2, 7, '2–7'), (8, 100000, '8 and more')) AS c (least, largest, label)
  ON d.resolved_at::date - d.received_at::date BETWEEN c.least AND c.largest
WHERE d.resolved_at >= '2025-07-01' GROUP BY u.kind, c.label, c.least ORDER BY u.kind, c.least
