SELECT "procedureField_code", procedure_code, procedure_name, measures_received FROM (
  SELECT p.field_code AS "procedureField_code", p.code AS procedure_code, p.name AS procedure_name, count(*) AS measures_received,
    row_number() OVER (PARTITION BY p.field_code ORDER BY count(*) DESC, p.code) AS place
  FROM procedures.dossier d JOIN procedures.procedure p ON p.code = d.procedure_code
  WHERE d.received_at >= '2025-07-01' GROUP BY 1, 2, 3) AS ranked
WHERE place <= 2 ORDER BY measures_received DESC, procedure_code
