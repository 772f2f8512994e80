WITH used AS (
  SELECT procedure_code AS code, p.name, count(*) AS received FROM procedures.dossier d
  JOIN procedures.procedure p ON p.code = d.procedure_code WHERE received_at >= '2025-07-01' GROUP BY 1, 2
), summed AS (
  SELECT *, sum(received) OVER (ORDER BY received DESC, code) AS upto, sum(received) OVER () AS total FROM used
)
SELECT code, name, received, (upto / total)::float8 AS "shareSoFar" FROM summed
WHERE upto - received < 0.8 * total ORDER BY received DESC, code
