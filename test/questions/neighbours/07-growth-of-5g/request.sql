/* table coverage of administrativeUnits.coverage5GSeries
{
  administrativeUnits {
    nodes {
      code
      name
      coverage5GSeries(from: "2025-07", to: "2025-10") {
        month
        populationShare {
          value
        }
      }
    }
  }
}
*/

SELECT administrativeUnits_code AS code, administrativeUnits_name AS name,
  arg_min(populationShare_value, month) AS july, arg_max(populationShare_value, month) AS october, october - july AS growth
FROM coverage
GROUP BY code, name
ORDER BY growth, code
