-- sector: city
-- vi: Phường, xã chưa báo cáo trong tháng
-- en: Wards that reported nothing this month
/* table units
{
  administrativeUnits {
    nodes {
      code
      name
      readiness(asOf: "2025-11-14") {
        assessedOn
      }
      coverage5G(month: "2025-11") {
        stations
      }
      dossierStats(filter: { receivedOn: { gte: "2025-11-01" } }) {
        received
      }
      taskStats(asOf: "2025-11-14") {
        assigned
      }
    }
  }
}
*/

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
