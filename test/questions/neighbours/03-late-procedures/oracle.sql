SELECT procedure_code, p.name AS procedure_name, p.field_code AS "procedure_field_code", count(*) AS measures_resolved,
  avg((resolved_at::date <= due_at::date)::int)::float8 AS "measures_onTimeRate_value"
FROM procedures.dossier d JOIN procedures.procedure p ON p.code = d.procedure_code
WHERE received_at >= '2025-07-01' AND resolved_at IS NOT NULL GROUP BY 1, 2, 3
HAVING count(*) >= 15 AND avg((resolved_at::date <= due_at::date)::int) < 0.9
ORDER BY "measures_onTimeRate_value", procedure_code
