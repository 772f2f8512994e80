SELECT u.code, u.name_vi AS name, a.population_covered::float8 / a.population AS july, b.population_covered::float8 / b.population AS october,
  b.population_covered::float8 / b.population - a.population_covered::float8 / a.population AS growth
FROM infrastructure.administrative_unit u
JOIN innovation.coverage_5g a ON a.unit_code = u.code AND a.month = '2025-07-01'
JOIN innovation.coverage_5g b ON b.unit_code = u.code AND b.month = '2025-10-01'
ORDER BY growth, code
