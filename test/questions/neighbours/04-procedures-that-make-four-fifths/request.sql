/* table used
{
  dossierStats(groupBy: [PROCEDURE], filter: { receivedOn: { gte: "2025-07-01" } }) {
    rows {
      procedure {
        code
        name
      }
      measures {
        received
      }
    }
  }
}
*/

SELECT procedure_code AS code, procedure_name AS name, measures_received AS received,
  sum(received) OVER (ORDER BY received DESC, code) / sum(received) OVER () AS shareSoFar
FROM used
QUALIFY shareSoFar - received / sum(received) OVER () < 0.8
ORDER BY received DESC, code
