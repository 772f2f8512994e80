/* table plans of milestones.plans
{
  milestones {
    nodes {
      code
      name
      plans {
        plannedStart
        plannedEnd
      }
    }
  }
}
*/

SELECT milestones_code AS code, milestones_name AS name, count(*) AS plans, max(plannedEnd) - min(plannedEnd) AS days
FROM plans
GROUP BY code, name
HAVING count(DISTINCT plannedEnd) > 1 OR plans = 1 AND min(plannedStart) IS NOT NULL
ORDER BY days DESC NULLS LAST, code
