-- sector: procedures
-- vi: Số ngày giải quyết trung vị: luồng xanh và thủ tục khác
-- en: Median days of the green lane and of other procedures
/* table days
{
  dossierStats(
    groupBy: [GREEN_LANE]
    filter: { resolvedOn: { gte: "2025-07-01" } }
    timeBucket: { field: RESOLVED, grain: MONTH }
  ) {
    rows {
      bucket {
        label
      }
      greenLane
      measures {
        resolved
        processingDays
      }
    }
  }
}
*/

-- By the month of the result: of those received in a month the slow ones have none yet.
SELECT bucket_label AS month,
  max(measures_resolved) FILTER (greenLane) AS greenLaneResolved,
  max(measures_processingDays) FILTER (greenLane) AS greenLaneDays,
  max(measures_processingDays) FILTER (NOT greenLane) AS otherDays
FROM days
GROUP BY month
ORDER BY month
