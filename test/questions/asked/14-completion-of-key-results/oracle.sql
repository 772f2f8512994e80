SELECT o.code AS objective, o.title AS "objectiveTitle", k.code AS "keyResult", k.title,
  count(t.id) AS tasks, count(t.completed_on) AS completed,
  count(t.completed_on) FILTER (WHERE t.completed_on BETWEEN '2025-10-01' AND '2025-11-14') AS "completedThisQuarter",
  count(t.id) FILTER (WHERE t.due_on BETWEEN '2025-10-01' AND '2025-12-31') AS "dueThisQuarter",
  count(t.completed_on) FILTER (WHERE t.due_on BETWEEN '2025-10-01' AND '2025-12-31')::float8
    / nullif(count(t.id) FILTER (WHERE t.due_on BETWEEN '2025-10-01' AND '2025-12-31'), 0) AS "completionOfDue"
FROM tasks.key_result k JOIN tasks.objective o ON o.code = k.objective_code
LEFT JOIN tasks.task t ON t.key_result_code = k.code
GROUP BY o.code, o.title, k.code, k.title ORDER BY k.code
