/* table systems
{
  itSystems {
    nodes {
      code
      securityLevel
      owner {
        kind
      }
    }
  }
}
*/

PIVOT (SELECT owner_kind AS ownerKind, coalesce(CAST(securityLevel AS VARCHAR), 'none') AS level FROM systems)
ON level
USING count(*)
GROUP BY ownerKind
ORDER BY ownerKind
