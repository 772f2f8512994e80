-- sector: procedures
-- vi: Hồ sơ theo phường, xã và tháng
-- en: Dossiers by ward and month
/* table received
{
  dossierStats(
    groupBy: [UNIT]
    filter: { receivedOn: { gte: "2025-07-01" } }
    timeBucket: { grain: MONTH }
  ) {
    rows {
      unit {
        code
        name
      }
      bucket {
        label
      }
      measures {
        received
      }
    }
  }
}
*/

PIVOT (SELECT unit_code AS code, unit_name AS name, bucket_label, measures_received FROM received WHERE unit_code IS NOT NULL)
ON bucket_label
USING sum(measures_received)
GROUP BY code, name
ORDER BY code
