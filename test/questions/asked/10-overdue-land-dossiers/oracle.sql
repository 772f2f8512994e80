SELECT 'Dossier:' || d.id AS id, date_trunc('milliseconds', d.received_at) AS "receivedAt",
  date_trunc('milliseconds', d.due_at) AS "dueAt", p.code AS procedure_code,
  p.name AS procedure_name, u.code AS unit_code, u.name_vi AS unit_name
FROM procedures.dossier d JOIN procedures.procedure p ON p.code = d.procedure_code
LEFT JOIN infrastructure.administrative_unit u ON u.code = d.unit_code
WHERE p.field_code = 'land' AND d.received_at::date <= '2025-11-14' AND date '2025-11-14' - d.due_at::date > 10
  AND (coalesce(d.resolved_at, d.closed_at) IS NULL OR coalesce(d.resolved_at, d.closed_at)::date > '2025-11-14')
ORDER BY d.due_at, d.id
