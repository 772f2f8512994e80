SELECT to_char(d.resolved_at, 'YYYY-MM') AS month,
  count(*) FILTER (WHERE p.green_lane_decision IS NOT NULL) AS "greenLaneResolved",
  percentile_disc(0.5) WITHIN GROUP (ORDER BY d.resolved_at::date - d.received_at::date)
    FILTER (WHERE p.green_lane_decision IS NOT NULL) AS "greenLaneDays",
  percentile_disc(0.5) WITHIN GROUP (ORDER BY d.resolved_at::date - d.received_at::date)
    FILTER (WHERE p.green_lane_decision IS NULL) AS "otherDays"
FROM procedures.dossier d JOIN procedures.procedure p ON p.code = d.procedure_code
WHERE d.resolved_at >= '2025-07-01'
GROUP BY month ORDER BY month
