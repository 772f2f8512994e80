SELECT o.code AS owner, o.name_vi AS name, count(*) AS applications,
  sum((SELECT count(*) FROM infrastructure.unit_application WHERE application_code = a.code)) AS uses
FROM infrastructure.application a JOIN tasks.organization o ON o.code = a.owner_code
WHERE a.replaced_by_code IS NOT NULL AND EXISTS (SELECT FROM infrastructure.unit_application WHERE application_code = a.code)
GROUP BY 1, 2 ORDER BY uses DESC, owner
