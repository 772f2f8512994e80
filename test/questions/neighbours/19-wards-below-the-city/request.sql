/* table units
{
  dossierStats(groupBy: [UNIT], filter: { receivedOn: { gte: "2025-07-01", lt: "2025-11-01" } }, timeBucket: { grain: MONTH }) {
    rows {
      bucket {
        label
      }
      unit {
        code
      }
      measures {
        onlineChannelRate {
          value
        }
      }
    }
  }
}
*/
/* table city
{
  dossierStats(filter: { receivedOn: { gte: "2025-07-01", lt: "2025-11-01" } }, timeBucket: { grain: MONTH }) {
    rows {
      bucket {
        label
      }
      measures {
        onlineChannelRate {
          value
        }
      }
    }
  }
}
*/

SELECT unit_code AS code, count(*) AS months,
  min(units.measures_onlineChannelRate_value - city.measures_onlineChannelRate_value) AS least,
  max(units.measures_onlineChannelRate_value - city.measures_onlineChannelRate_value) AS most
FROM units JOIN city USING (bucket_label)
WHERE unit_code IS NOT NULL AND units.measures_onlineChannelRate_value IS NOT NULL
GROUP BY code
HAVING bool_and(units.measures_onlineChannelRate_value < city.measures_onlineChannelRate_value)
ORDER BY most, code
