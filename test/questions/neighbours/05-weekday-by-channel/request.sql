/* table received
{
  dossierStats(groupBy: [WEEKDAY, CHANNEL], filter: { receivedOn: { gte: "2025-07-01" } }) {
    rows {
      weekday
      channel
      measures {
        received
      }
    }
  }
}
*/

PIVOT received ON channel USING coalesce(sum(measures_received), 0) GROUP BY weekday ORDER BY weekday
