WITH units AS (
  SELECT code, population, ntile(4) OVER (ORDER BY population, code) AS quarter FROM infrastructure.administrative_unit WHERE kind <> 'CITY'
)
SELECT quarter, count(*) AS units, min(population) AS least, max(population) AS largest,
  1000 * sum((SELECT count(*) FROM procedures.dossier WHERE unit_code = code AND received_at >= '2025-07-01'))::float8 / sum(population) AS "perThousand"
FROM units GROUP BY quarter ORDER BY quarter
