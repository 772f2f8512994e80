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
