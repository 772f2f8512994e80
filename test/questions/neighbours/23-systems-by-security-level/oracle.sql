SELECT o.kind AS "ownerKind", count(*) FILTER (WHERE security_level = 1) AS "1", count(*) FILTER (WHERE security_level = 2) AS "2",
  count(*) FILTER (WHERE security_level = 3) AS "3", count(*) FILTER (WHERE security_level = 4) AS "4",
  count(*) FILTER (WHERE security_level = 5) AS "5",  count(*) FILTER (WHERE security_level IS NULL) AS none
FROM infrastructure.it_system s JOIN infrastructure.organization o ON o.code = s.owner_code GROUP BY 1 ORDER BY 1
