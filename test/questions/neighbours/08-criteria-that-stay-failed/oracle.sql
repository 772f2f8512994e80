SELECT u.code, u.name_vi AS name, a.criterion, count(*) AS assessments
FROM infrastructure.readiness_assessment a JOIN infrastructure.administrative_unit u ON u.code = a.unit_code
GROUP BY 1, 2, 3 HAVING NOT bool_or(meets) ORDER BY code, criterion
