/* table tasks
{
  tasks(asOf: "2025-11-14") {
    nodes {
      code
      status(asOf: "2025-11-14")
      leadOrganization {
        code
        name
      }
    }
  }
}
*/
/* table reports of tasks.progressReports
{
  tasks(asOf: "2025-11-14") {
    nodes {
      code
      progressReports {
        nodes {
          reportedAt
        }
      }
    }
  }
}
*/

WITH latest AS (
  SELECT tasks_code AS code, max(reportedAt) AS lastReport FROM reports GROUP BY code
)
SELECT leadOrganization_code AS lead, leadOrganization_name AS name, count(*) AS tasks,
  count(*) FILTER (lastReport IS NULL) AS neverReported, CAST(max(lastReport) AS DATE) AS lastReport
FROM tasks LEFT JOIN latest USING (code)
WHERE status IN ('IN_PROGRESS', 'OVERDUE') AND coalesce(lastReport < TIMESTAMPTZ '2025-10-15', TRUE)
GROUP BY lead, name
ORDER BY tasks DESC, lead
