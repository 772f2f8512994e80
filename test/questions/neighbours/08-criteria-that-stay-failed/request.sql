/* table history of administrativeUnits.readinessHistory
{
  administrativeUnits {
    nodes {
      code
      name
      readinessHistory {
        nodes {
          criterion
          assessedOn
          meets
        }
      }
    }
  }
}
*/

SELECT administrativeUnits_code AS code, administrativeUnits_name AS name, criterion, count(*) AS assessments
FROM history
GROUP BY code, name, criterion
HAVING NOT bool_or(meets)
ORDER BY code, criterion
