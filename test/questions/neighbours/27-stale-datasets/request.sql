/* table datasets
{
  datasets(filter: { failing: { eq: LIVE } }) {
    nodes {
      frequency
      modifiedAt
      publisher {
        code
      }
    }
  }
}
*/

SELECT publisher_code AS publisher, frequency, count(*) AS datasets,
  max(date_diff('day', CAST(modifiedAt AS DATE), DATE '2025-11-14')) AS daysSince
FROM datasets
GROUP BY publisher, frequency
ORDER BY datasets DESC, publisher, frequency
