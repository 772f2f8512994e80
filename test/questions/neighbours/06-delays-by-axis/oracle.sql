SELECT o.axis, count(*) AS measures_assigned, avg(late.days)::float8 AS "measures_averageDelay",
  percentile_disc(0.5) WITHIN GROUP (ORDER BY late.days) AS measures_median,
  percentile_disc(0.9) WITHIN GROUP (ORDER BY late.days) AS "measures_nineInTen"
FROM tasks.task t JOIN tasks.organization o ON o.code = t.lead_organization_code,
  LATERAL (SELECT CASE WHEN completed_on IS NOT NULL THEN greatest(completed_on - due_on, 0)
    WHEN due_on < '2025-11-14' THEN date '2025-11-14' - due_on END AS days) AS late
GROUP BY o.axis ORDER BY o.axis
