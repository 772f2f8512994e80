/* table medians
{
  dossierStats(
    groupBy: [ORGANIZATION]
    filter: { organizationKind: { eq: DEPARTMENT }, receivedOn: { gte: "2025-07-01" } }
    having: [{ measure: RESOLVED, is: { gte: 1 } }]
  ) {
    rows {
      organization {
        code
        name
      }
      measures {
        resolved
        processingDays
      }
    }
  }
}
*/

SELECT organization_code AS code, organization_name AS name, measures_resolved AS resolved,
  measures_processingDays AS days,
  avg(days) OVER () AS mean,
  stddev_samp(days) OVER () AS deviation
FROM medians
QUALIFY abs(days - mean) > 2 * deviation
ORDER BY days DESC, code
