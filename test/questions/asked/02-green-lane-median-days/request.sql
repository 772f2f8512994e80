-- By the month of the result: of those received in a month the slow ones have none yet.
SELECT bucket_label AS month,
  max(measures_resolved) FILTER (greenLane) AS greenLaneResolved,
  max(measures_processingDays) FILTER (greenLane) AS greenLaneDays,
  max(measures_processingDays) FILTER (NOT greenLane) AS otherDays
FROM days
GROUP BY month
ORDER BY month
