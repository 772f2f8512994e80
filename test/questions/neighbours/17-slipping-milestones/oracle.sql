SELECT milestone_code AS code, m.name_vi AS name, count(*) AS plans, max(planned_end) - min(planned_end) AS days
FROM tasks.milestone_plan p JOIN tasks.milestone m ON m.code = p.milestone_code
GROUP BY 1, 2 HAVING count(DISTINCT planned_end) > 1 OR count(*) = 1 AND min(planned_start) IS NOT NULL ORDER BY days DESC NULLS LAST, code
