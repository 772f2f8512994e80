SELECT o.code AS lead, o.name_vi AS name, count(*) AS tasks, count(*) FILTER (WHERE last.at IS NULL) AS "neverReported",
  (max(last.at)::date)::text AS "lastReport"
FROM tasks.task t JOIN tasks.organization o ON o.code = t.lead_organization_code,
  LATERAL (SELECT max(changed_at) AS at FROM tasks.task_change WHERE task_id = t.id AND kind = 'PROGRESS_REPORTED') AS last
WHERE t.completed_on IS NULL AND coalesce(last.at < '2025-10-15 00:00+07', true)
GROUP BY 1, 2 ORDER BY tasks DESC, lead
