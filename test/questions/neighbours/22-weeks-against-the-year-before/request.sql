/* table weeks
{
  dossierStats(timeBucket: { grain: WEEK }) {
    rows {
      bucket {
        label
        start
      }
      measures {
        received
      }
      changeOverYear: change(measure: RECEIVED, from: YEAR_BEFORE)
    }
  }
}
*/

SELECT bucket_label, measures_received, changeOverYear
FROM weeks
WHERE bucket_start BETWEEN DATE '2025-09-29' AND DATE '2025-10-27'
ORDER BY bucket_start
