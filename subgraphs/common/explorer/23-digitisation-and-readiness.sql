-- sector: city
-- vi: Phường, xã số hóa thấp và chưa sẵn sàng
-- en: Wards with little digitisation that are not ready
/* table readiness
{
  administrativeUnitStats(groupBy: [UNIT], asOf: "2025-11-14") {
    rows {
      unit {
        code
      }
      measures {
        averageCriteriaMet
      }
    }
  }
}
*/
/* table units
{
  administrativeUnits {
    nodes {
      code
      name
      kind
      dossierStats(filter: { receivedOn: { gte: "2025-07-01" } }) {
        digitisationRate {
          value
        }
      }
    }
  }
}
*/

-- The least quarter of the rates, and of these the units that fail a criterion.
SELECT code, name, kind, digitisation, criteriaMet
FROM (
  SELECT code, name, kind, dossierStats_digitisationRate_value AS digitisation, measures_averageCriteriaMet AS criteriaMet,
    quantile_cont(digitisation, 0.25) OVER () AS quarter
  FROM units JOIN readiness ON unit_code = code
)
WHERE digitisation <= quarter AND criteriaMet < 7
ORDER BY digitisation, code
