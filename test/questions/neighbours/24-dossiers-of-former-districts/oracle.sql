SELECT f.district, count(DISTINCT u.code) AS units, sum(DISTINCT 0) + (
  SELECT count(*) FROM procedures.dossier d WHERE d.received_at >= '2025-10-01' AND d.received_at < '2025-11-01' AND d.unit_code IN (
    SELECT unnest(g.successor_codes) FROM infrastructure.former_unit g WHERE g.district = f.district)) AS received
FROM infrastructure.former_unit f JOIN infrastructure.administrative_unit u ON u.code = ANY (f.successor_codes)
GROUP BY f.district ORDER BY received DESC, f.district COLLATE "C"
