-- Of tasks: that the ward's authority leads none.
SELECT sector, code, name
FROM (
  UNPIVOT (
    SELECT code, name,
      coalesce(readiness_assessedOn >= DATE '2025-11-01', FALSE) AS INFRASTRUCTURE,
      coverage5G_stations IS NOT NULL AS INNOVATION,
      dossierStats_received > 0 AS PROCEDURES,
      taskStats_assigned > 0 AS TASKS
    FROM units
  )
  ON INFRASTRUCTURE, INNOVATION, PROCEDURES, TASKS INTO NAME sector VALUE reported
)
WHERE NOT reported
ORDER BY sector, code
