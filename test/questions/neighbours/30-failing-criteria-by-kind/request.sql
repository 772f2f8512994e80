/* table checks of administrativeUnits.readiness.criteria
{
  administrativeUnits {
    nodes {
      kind
      readiness(asOf: "2025-11-14") {
        criteria {
          criterion
          meets
        }
      }
    }
  }
}
*/

SELECT administrativeUnits_kind AS kind, criterion, count(*) FILTER (NOT meets) AS failing, count(*) AS units
FROM checks
GROUP BY kind, criterion
ORDER BY failing DESC, kind, criterion
