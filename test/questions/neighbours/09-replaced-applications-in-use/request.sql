/* table applications
{
  applications {
    nodes {
      code
      unitCount
      replacedBy {
        code
      }
      owner {
        code
        name
      }
    }
  }
}
*/

SELECT owner_code AS owner, owner_name AS name, count(*) AS applications, sum(unitCount) AS uses
FROM applications
WHERE replacedBy_code IS NOT NULL AND unitCount > 0
GROUP BY owner, name
ORDER BY uses DESC, owner
