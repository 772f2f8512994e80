/* table events of dossiers.events
{
  dossiers(filter: { receivedOn: { gte: "2025-10-13", lte: "2025-10-19" } }) {
    nodes {
      id
      channel
      receivedAt
      events {
        status
        at
      }
    }
  }
}
*/

WITH first AS (
  SELECT dossiers_id, any_value(dossiers_channel) AS channel, epoch_ms(min("at")) - epoch_ms(any_value(dossiers_receivedAt)) AS waited
  FROM events
  WHERE status = 'ACCEPTED'
  GROUP BY dossiers_id
)
SELECT channel, count(*) AS accepted, median(waited) / 60000 AS minutes
FROM first
GROUP BY channel
ORDER BY channel
