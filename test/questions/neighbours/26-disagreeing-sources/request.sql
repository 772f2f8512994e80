/* table conflicts of indicators.conflicts.observations
{
  indicators {
    nodes {
      code
      conflicts {
        observations {
          period
          value
          qualifier
          source {
            code
          }
        }
      }
    }
  }
}
*/

SELECT indicators_code AS indicator, period, value, qualifier, source_code AS source
FROM conflicts
ORDER BY indicator, period, source
