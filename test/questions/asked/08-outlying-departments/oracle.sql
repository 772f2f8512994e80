WITH medians AS (
  SELECT d.organization_code AS code, o.name_vi AS name, count(*) AS resolved,
    percentile_disc(0.5) WITHIN GROUP (ORDER BY d.resolved_at::date - d.received_at::date) AS days
  FROM procedures.dossier d JOIN tasks.organization o ON o.code = d.organization_code
  WHERE o.kind = 'DEPARTMENT' AND d.received_at >= '2025-07-01' AND d.resolved_at IS NOT NULL GROUP BY 1, 2
), usual AS (
  SELECT avg(days)::float8 AS mean, stddev_samp(days)::float8 AS deviation FROM medians
)
SELECT code, name, resolved, days, mean, deviation FROM medians, usual
WHERE abs(days - mean) > 2 * deviation ORDER BY days DESC, code
