/* table tasks
{
  taskStats(groupBy: [LEAD_ORGANIZATION], filter: { leadOrganizationKind: { eq: DEPARTMENT } }, asOf: "2025-11-14") {
    rows {
      leadOrganization {
        code
      }
      measures {
        overdue
      }
    }
  }
}
*/
/* table dossiers
{
  dossierStats(
    groupBy: [ORGANIZATION]
    filter: { organizationKind: { eq: DEPARTMENT }, resolvedOn: { gte: "2025-09-01", lt: "2025-11-01" } }
    timeBucket: { field: RESOLVED, grain: MONTH }
  ) {
    rows {
      organization {
        code
        name
      }
      bucket {
        label
      }
      measures {
        onTimeRate {
          value
        }
      }
      change(measure: ON_TIME_RATE)
    }
  }
}
*/

SELECT organization_code AS code, organization_name AS name, tasks.measures_overdue AS overdueTasks,
  measures_onTimeRate_value AS onTimeRate, change
FROM dossiers JOIN tasks ON leadOrganization_code = organization_code
WHERE bucket_label = '2025-10' AND change < 0 AND tasks.measures_overdue > 0
ORDER BY change, code
