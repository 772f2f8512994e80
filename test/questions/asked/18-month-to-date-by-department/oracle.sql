SELECT o.code, o.name_vi AS name, count(*) FILTER (WHERE d.received_at >= '2025-11-01') AS "thisMonth",
  count(*) FILTER (WHERE d.received_at < '2025-11-01') AS "lastMonth",
  count(*) FILTER (WHERE d.received_at >= '2025-11-01') - count(*) FILTER (WHERE d.received_at < '2025-11-01') AS change
FROM procedures.dossier d JOIN tasks.organization o ON o.code = d.organization_code
WHERE o.kind = 'DEPARTMENT' AND (d.received_at >= '2025-11-01' AND d.received_at < '2025-11-15'
  OR d.received_at >= '2025-10-01' AND d.received_at < '2025-10-15')
GROUP BY o.code, o.name_vi ORDER BY change, o.code
