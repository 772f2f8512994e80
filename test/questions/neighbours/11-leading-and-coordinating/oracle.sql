SELECT o.code, o.name_vi AS name, (SELECT count(*) FROM tasks.task WHERE lead_organization_code = o.code) AS leads,
  (SELECT count(*) FROM tasks.task_coordinator WHERE organization_code = o.code) AS "worksAlong"
FROM tasks.organization o
WHERE EXISTS (SELECT FROM tasks.task_coordinator WHERE organization_code = o.code)
ORDER BY "worksAlong" DESC, code
