-- sector: innovation
-- vi: Chỉ tiêu công bố khác với số tính được
-- en: Published figures that the rows do not bear out
/* table figures of indicators.observations
{
  indicators {
    nodes {
      code
      name
      observations {
        nodes {
          period
          qualifier
          value
          computed {
            value
            difference
          }
          source {
            code
          }
        }
      }
    }
  }
}
*/

-- "More than 2,100" is not 2,100: what was published with a qualifier disagrees where the computed figure is on the wrong
-- side of it. About approximate figures nothing can be said.
SELECT indicators_code AS indicator, indicators_name AS name, period, qualifier, value AS published,
  computed_value AS computed, computed_difference AS difference, source_code AS source
FROM figures
WHERE CASE qualifier
    WHEN 'EXACT' THEN computed_difference <> 0
    WHEN 'AT_LEAST' THEN computed_difference < 0
    WHEN 'MORE_THAN' THEN computed_difference <= 0
    WHEN 'ALMOST' THEN computed_difference > 0
  END
ORDER BY indicator, period, source
