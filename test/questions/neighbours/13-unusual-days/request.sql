/* table days
{
  dossierStats(filter: { receivedOn: { gte: "2025-07-01", lte: "2025-11-12" } }, timeBucket: { grain: DAY }) {
    rows {
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

SELECT bucket_start AS day, measures_received AS received, avg(received) OVER weeks AS mean
FROM days
WINDOW weeks AS (ORDER BY bucket_start ROWS BETWEEN 28 PRECEDING AND 1 PRECEDING)
QUALIFY count(*) OVER weeks = 28 AND received > 4 * mean / 3
ORDER BY day
