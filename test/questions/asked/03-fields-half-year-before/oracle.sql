SELECT f.code AS field, f.name_vi AS name,
  count(d.id) FILTER (WHERE d.received_at >= '2025-07-01') AS received,
  count(d.id) FILTER (WHERE d.received_at < '2024-11-15') AS "yearBefore",
  count(d.id) FILTER (WHERE d.received_at >= '2025-07-01') - count(d.id) FILTER (WHERE d.received_at < '2024-11-15')
    AS change,
  count(d.id) FILTER (WHERE d.received_at >= '2025-07-01')::float8
    / nullif(count(d.id) FILTER (WHERE d.received_at < '2024-11-15'), 0) - 1 AS "relativeChange"
FROM procedures.dossier d JOIN procedures.procedure p ON p.code = d.procedure_code
JOIN procedures.procedure_field f ON f.code = p.field_code
WHERE d.received_at >= '2025-07-01' AND d.received_at < '2025-11-15'
  OR d.received_at >= '2024-07-01' AND d.received_at < '2024-11-15'
GROUP BY f.code, f.name_vi ORDER BY change DESC, field
