-- sector: city
-- vi: Xếp hạng phường, xã theo bốn lĩnh vực
-- en: Wards ranked over four sectors
/* table readiness
{
  administrativeUnitStats(groupBy: [UNIT], asOf: "2025-11-14") {
    rows {
      unit {
        code
      }
      measures {
        averageCriteriaMet
      }
    }
  }
}
*/
/* table units
{
  administrativeUnits {
    nodes {
      code
      name
      dossierStats(filter: { receivedOn: { gte: "2025-07-01" } }) {
        onTimeRate {
          value
        }
      }
      taskStats(asOf: "2025-11-14") {
        completionRate {
          value
        }
      }
      coverage5G(month: "2025-10") {
        populationShare {
          value
        }
      }
    }
  }
}
*/

-- Each figure as the share of the other wards that are worse in it; their mean. A ward that leads no task is judged by
-- the other three.
WITH figures AS (
  SELECT code, name, dossierStats_onTimeRate_value AS onTime, taskStats_completionRate_value AS completion,
    coverage5G_populationShare_value AS coverage, measures_averageCriteriaMet / 7 AS readiness
  FROM units JOIN readiness ON unit_code = code
), long AS (
  UNPIVOT figures ON onTime, completion, coverage, readiness INTO NAME figure VALUE value
), places AS (
  SELECT code, percent_rank() OVER (PARTITION BY figure ORDER BY value) AS place FROM long
), points AS (
  SELECT code, round(avg(place), 12) AS points FROM places GROUP BY code
)
SELECT rank() OVER (ORDER BY points DESC) AS rank, code, name, onTime, completion, coverage, readiness, points
FROM figures JOIN points USING (code)
ORDER BY rank, code
