/* table along of tasks.coordinatingOrganizations
{
  tasks(asOf: "2025-11-14") {
    nodes {
      coordinatingOrganizations {
        code
        name
      }
    }
  }
}
*/
/* table led
{
  taskStats(groupBy: [LEAD_ORGANIZATION], asOf: "2025-11-14") {
    rows {
      leadOrganization {
        code
      }
      measures {
        assigned
      }
    }
  }
}
*/

SELECT code, name, coalesce(measures_assigned, 0) AS leads, count(*) AS worksAlong
FROM along LEFT JOIN led ON leadOrganization_code = code
GROUP BY code, name, leads
ORDER BY worksAlong DESC, code
