/* table targets of indicators.targets
{
  indicators {
    nodes {
      code
      sector {
        code
      }
      latest {
        value
      }
      targets {
        nodes {
          value
          dueOn
        }
      }
    }
  }
}
*/

SELECT indicators_code AS code, indicators_sector_code AS sector, value AS target, indicators_latest_value AS latest,
  latest - target AS gap, dueOn
FROM targets
WHERE value IS NOT NULL AND latest IS NOT NULL
ORDER BY code
