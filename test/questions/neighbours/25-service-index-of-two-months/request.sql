/* table october
{
  serviceIndexRanking(month: "2025-10", first: 1000) {
    rows {
      organization {
        code
      }
      total
    }
  }
}
*/
/* table august
{
  serviceIndexRanking(month: "2025-08", first: 1000) {
    rows {
      organization {
        code
      }
      total
    }
  }
}
*/

SELECT october.organization_code AS code, round(october.total, 6) AS october, round(october.total - august.total, 6) AS gained
FROM october LEFT JOIN august ON august.organization_code = october.organization_code
ORDER BY october DESC, code
LIMIT 20
