/* table rates
{
  dossierStats(
    groupBy: [ORGANIZATION]
    filter: { organizationKind: { eq: DEPARTMENT }, resolvedOn: { gte: "2025-09-01", lt: "2025-11-01" } }
    timeBucket: { field: RESOLVED, grain: MONTH }
  ) {
    rows {
      organization {
        code
      }
      bucket {
        label
      }
      measures {
        onTimeRate {
          value
        }
      }
    }
  }
}
*/

WITH places AS (
  SELECT organization_code AS code, bucket_label AS month,
    rank() OVER (PARTITION BY month ORDER BY measures_onTimeRate_value DESC) AS place
  FROM rates
  WHERE measures_onTimeRate_value IS NOT NULL
)
SELECT code, september.place AS september, october.place AS october, september.place - october.place AS gained
FROM places AS september JOIN places AS october USING (code)
WHERE september.month = '2025-09' AND october.month = '2025-10'
ORDER BY gained DESC, code
