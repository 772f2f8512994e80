SELECT s.sector, u.code, u.name_vi AS name FROM infrastructure.administrative_unit u,
  (VALUES ('INFRASTRUCTURE'), ('INNOVATION'), ('PROCEDURES'), ('TASKS')) AS s (sector)
WHERE u.kind <> 'CITY' AND NOT CASE s.sector
  WHEN 'INFRASTRUCTURE' THEN EXISTS (SELECT FROM infrastructure.readiness_assessment
    WHERE unit_code = u.code AND assessed_on BETWEEN '2025-11-01' AND '2025-11-14')
  WHEN 'INNOVATION' THEN EXISTS (SELECT FROM innovation.coverage_5g WHERE unit_code = u.code AND month = '2025-11-01')
  WHEN 'PROCEDURES' THEN EXISTS (SELECT FROM procedures.dossier WHERE unit_code = u.code AND received_at >= '2025-11-01')
  WHEN 'TASKS' THEN EXISTS (SELECT FROM tasks.task t JOIN tasks.organization o ON o.code = t.lead_organization_code
    WHERE o.unit_code = u.code) END
ORDER BY s.sector, u.code
