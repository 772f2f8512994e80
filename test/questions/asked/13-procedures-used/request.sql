SELECT 'used in the ward' AS what, unit_code AS code, unit_name AS name, procedures
FROM wards WHERE unit_code IS NOT NULL
UNION ALL
SELECT 'never used', code, name, 0
FROM procedures ANTI JOIN used ON used.procedure_code = procedures.code
ORDER BY what DESC, code
