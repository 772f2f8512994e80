/* table units
{
  administrativeUnits {
    nodes {
      code
      name
    }
  }
}
*/
/* table days
{
  dossierStats(
    groupBy: [UNIT]
    filter: { receivedOn: { gte: "2025-09-01", lte: "2025-09-30" } }
    timeBucket: { grain: DAY }
  ) {
    rows {
      unit {
        code
      }
      bucket {
        start
      }
      measures {
        received
      }
    }
  }
}
*/

-- A unit that received none at all is in no group: every unit meets every day first.
WITH runs AS (
  SELECT units.code, units.name, calendar.day,
    calendar.day - CAST(row_number() OVER (PARTITION BY units.code ORDER BY calendar.day) AS INTEGER) AS run
  FROM units CROSS JOIN (SELECT DISTINCT bucket_start AS day FROM days) AS calendar
  ANTI JOIN (FROM days WHERE measures_received > 0) AS received
    ON received.unit_code = units.code AND received.bucket_start = calendar.day
), silences AS (
  SELECT code, name, min(day) AS since, count(*) AS days FROM runs GROUP BY code, name, run
)
SELECT code, name, since, days
FROM silences
QUALIFY row_number() OVER (PARTITION BY code ORDER BY days DESC, since) = 1
ORDER BY code
