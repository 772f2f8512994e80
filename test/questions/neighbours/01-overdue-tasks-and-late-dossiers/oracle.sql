WITH rates AS (
  SELECT organization_code AS code,
    avg((resolved_at::date <= due_at::date)::int) FILTER (WHERE resolved_at < '2025-10-01') AS before,
    avg((resolved_at::date <= due_at::date)::int) FILTER (WHERE resolved_at >= '2025-10-01') AS rate
  FROM procedures.dossier WHERE resolved_at >= '2025-09-01' AND resolved_at < '2025-11-01' GROUP BY 1
), overdue AS (
  SELECT lead_organization_code AS code, count(*) AS tasks FROM tasks.task
  WHERE completed_on IS NULL AND due_on < '2025-11-14' GROUP BY 1
)
SELECT o.code, o.name_vi AS name, overdue.tasks AS "overdueTasks", rates.rate::float8 AS "onTimeRate",
  (rates.rate - rates.before)::float8 AS change
FROM tasks.organization o JOIN overdue USING (code) JOIN rates USING (code)
WHERE o.kind = 'DEPARTMENT' AND rates.rate < rates.before ORDER BY change, code
