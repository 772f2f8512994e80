/* table units
{
  administrativeUnits {
    nodes {
      code
      population
      dossierStats(filter: { receivedOn: { gte: "2025-07-01" } }) {
        received
      }
    }
  }
}
*/

SELECT quarter, count(*) AS units, min(population) AS least, max(population) AS largest,
  1000 * sum(dossierStats_received) / sum(population) AS perThousand
FROM (SELECT *, ntile(4) OVER (ORDER BY population, code) AS quarter FROM units)
GROUP BY quarter
ORDER BY quarter
