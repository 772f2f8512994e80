/* table successors of formerUnits.successors
{
  formerUnits {
    nodes {
      district
      successors {
        code
      }
    }
  }
}
*/
/* table dossiers
{
  dossierStats(groupBy: [UNIT], filter: { receivedOn: { gte: "2025-10-01", lt: "2025-11-01" } }) {
    rows {
      unit {
        code
      }
      measures {
        received
      }
    }
  }
}
*/

SELECT district, count(*) AS units, sum(received) AS received
FROM (
  SELECT DISTINCT formerUnits_district AS district, code, coalesce(measures_received, 0) AS received
  FROM successors LEFT JOIN dossiers ON unit_code = code
)
GROUP BY district
ORDER BY received DESC, district
