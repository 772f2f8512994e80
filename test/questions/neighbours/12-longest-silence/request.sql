/* table days
{
  dossierStats(
    groupBy: [UNIT]
    filter: { receivedOn: { gte: "2025-08-01", lte: "2025-10-31" } }
    timeBucket: { grain: DAY }
    first: 10000
  ) {
    rows {
      unit {
        code
        name
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

WITH runs AS (
  SELECT unit_code, unit_name, bucket_start AS day,
    day - CAST(row_number() OVER (PARTITION BY unit_code ORDER BY day) AS INTEGER) AS run
  FROM days
  WHERE unit_code IS NOT NULL AND measures_received = 0
), silences AS (
  SELECT unit_code AS code, unit_name AS name, min(day) AS since, count(*) AS days FROM runs GROUP BY code, name, run
)
SELECT code, name, since, days
FROM silences
QUALIFY row_number() OVER (PARTITION BY code ORDER BY days DESC, since) = 1
ORDER BY code
