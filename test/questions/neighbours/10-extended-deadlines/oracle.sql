SELECT t.code, t.title, o.code AS lead, count(*) AS extensions, sum(c.due_on - c.previous_due_on) AS days
FROM tasks.task t JOIN tasks.task_change c ON c.task_id = t.id AND c.kind = 'EXTENDED'
JOIN tasks.organization o ON o.code = t.lead_organization_code
GROUP BY 1, 2, 3 ORDER BY days DESC, code
