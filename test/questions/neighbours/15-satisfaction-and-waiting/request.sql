/* table dossiers
{
  dossiers(filter: { receivedOn: { gte: "2025-09-01", lt: "2025-10-01" }, resolvedOn: { isNull: false } }) {
    nodes {
      receivedAt
      resolvedAt
      satisfaction
      channel
    }
  }
}
*/

-- Days as the calendar of Hanoi has them, hours as the clock.
SELECT channel, count(*) AS rated,
  corr(date_diff('day', CAST(receivedAt AS DATE), CAST(resolvedAt AS DATE)), satisfaction) AS correlation,
  median(epoch_ms(resolvedAt) - epoch_ms(receivedAt)) / 3600000 AS hours
FROM dossiers
WHERE satisfaction IS NOT NULL
GROUP BY channel
ORDER BY channel
