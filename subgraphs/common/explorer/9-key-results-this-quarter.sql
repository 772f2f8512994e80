-- sector: tasks
-- vi: Nhiệm vụ theo kết quả then chốt và hoàn thành trong quý
-- en: Tasks of each key result, and what was completed this quarter
/* table due
{
  taskStats(
    groupBy: [KEY_RESULT]
    asOf: "2025-11-14"
    filter: { dueOn: { gte: "2025-10-01", lte: "2025-12-31" } }
  ) {
    rows {
      keyResult {
        code
      }
      measures {
        assigned
        completionRate {
          value
        }
      }
    }
  }
}
*/
/* table inQuarter
{
  taskStats(
    groupBy: [KEY_RESULT]
    asOf: "2025-11-14"
    filter: { completedOn: { gte: "2025-10-01", lte: "2025-12-31" } }
  ) {
    rows {
      keyResult {
        code
      }
      measures {
        completed
      }
    }
  }
}
*/
/* table keyResults
{
  keyResults {
    nodes {
      code
      title
      objective {
        code
        title
      }
    }
  }
}
*/
/* table stats
{
  taskStats(groupBy: [KEY_RESULT], asOf: "2025-11-14") {
    rows {
      keyResult {
        code
      }
      measures {
        assigned
        completed
      }
    }
  }
}
*/

SELECT objective_code AS objective, objective_title AS objectiveTitle, code AS keyResult, title,
  coalesce(stats.measures_assigned, 0) AS tasks,
  coalesce(stats.measures_completed, 0) AS completed,
  coalesce(inQuarter.measures_completed, 0) AS completedThisQuarter,
  coalesce(due.measures_assigned, 0) AS dueThisQuarter,
  due.measures_completionRate_value AS completionOfDue
FROM keyResults
LEFT JOIN stats ON stats.keyResult_code = code
LEFT JOIN inQuarter ON inQuarter.keyResult_code = code
LEFT JOIN due ON due.keyResult_code = code
ORDER BY code
