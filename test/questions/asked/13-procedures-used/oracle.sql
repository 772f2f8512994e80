SELECT 'used in the ward' AS what, u.code, u.name_vi AS name, count(DISTINCT d.procedure_code) AS procedures
FROM infrastructure.administrative_unit u JOIN procedures.dossier d ON d.unit_code = u.code
WHERE d.received_at >= '2025-01-01' GROUP BY u.code, u.name_vi
UNION ALL
SELECT 'never used', p.code, p.name, 0 FROM procedures.procedure p
WHERE NOT EXISTS (SELECT FROM procedures.dossier d WHERE d.procedure_code = p.code AND d.received_at >= '2025-01-01')
ORDER BY what DESC, code
