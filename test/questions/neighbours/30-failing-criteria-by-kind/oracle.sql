SELECT u.kind, a.criterion, count(*) FILTER (WHERE NOT a.meets) AS failing, count(*) AS units
FROM infrastructure.administrative_unit u
JOIN (SELECT DISTINCT ON (unit_code, criterion) unit_code, criterion, meets FROM infrastructure.readiness_assessment
  WHERE assessed_on <= '2025-11-14' ORDER BY unit_code, criterion, assessed_on DESC) AS a ON a.unit_code = u.code
GROUP BY 1, 2 ORDER BY failing DESC, u.kind, a.criterion
