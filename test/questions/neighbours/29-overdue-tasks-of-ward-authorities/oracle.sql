SELECT u.code AS "administrativeUnits_code", o.name_vi AS "administrativeUnits_authority_name", t.code, t.title,
  t.due_on::text AS "dueOn", date '2025-11-14' - t.due_on AS "daysOverdue"
FROM tasks.task t JOIN tasks.organization o ON o.code = t.lead_organization_code
JOIN infrastructure.administrative_unit u ON u.code = o.unit_code
WHERE t.completed_on IS NULL AND t.due_on < '2025-11-14' ORDER BY u.code, t.due_on, t.code
