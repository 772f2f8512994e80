WITH digitised AS (
  SELECT unit_code, avg(digitised::int) AS rate FROM procedures.dossier
  WHERE received_at >= '2025-07-01' AND unit_code IS NOT NULL GROUP BY unit_code
), latest AS (
  SELECT DISTINCT ON (unit_code, criterion) unit_code, criterion, meets FROM infrastructure.readiness_assessment
  WHERE assessed_on <= '2025-11-14' ORDER BY unit_code, criterion, assessed_on DESC
), met AS (
  SELECT unit_code, count(*) FILTER (WHERE meets) AS criteria FROM latest GROUP BY unit_code
)
SELECT u.code, u.name_vi AS name, u.kind, d.rate AS digitisation, m.criteria AS "criteriaMet"
FROM infrastructure.administrative_unit u JOIN digitised d ON d.unit_code = u.code JOIN met m ON m.unit_code = u.code
WHERE m.criteria < 7 AND d.rate <= (SELECT percentile_cont(0.25) WITHIN GROUP (ORDER BY rate) FROM digitised)
ORDER BY digitisation, u.code
