SELECT u.name_vi AS name, count(*) FILTER (WHERE NOT a.meets) AS lacking
FROM infrastructure.administrative_unit u
JOIN (SELECT DISTINCT ON (unit_code, criterion) unit_code, criterion, meets FROM infrastructure.readiness_assessment
  WHERE assessed_on <= '2025-11-14' ORDER BY unit_code, criterion, assessed_on DESC) AS a ON a.unit_code = u.code
WHERE u.kind = 'WARD' GROUP BY u.code, u.name_vi ORDER BY u.name_vi COLLATE "vi-x-icu"
