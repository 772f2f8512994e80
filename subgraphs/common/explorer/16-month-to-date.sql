-- sector: procedures
-- vi: Tháng này đến nay so với cùng số ngày tháng trước
-- en: This month so far and the same days of the last
/* table before
{
  dossierStats(
    groupBy: [ORGANIZATION]
    filter: { organizationKind: { eq: DEPARTMENT }, receivedOn: { gte: "2025-10-01", lt: "2025-10-15" } }
  ) {
    rows {
      organization {
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
/* table now
{
  dossierStats(
    groupBy: [ORGANIZATION]
    filter: { organizationKind: { eq: DEPARTMENT }, receivedOn: { gte: "2025-11-01", lt: "2025-11-15" } }
  ) {
    rows {
      organization {
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

SELECT coalesce(now.organization_code, before.organization_code) AS code,
  coalesce(now.organization_name, before.organization_name) AS name,
  coalesce(now.measures_received, 0) AS thisMonth,
  coalesce(before.measures_received, 0) AS lastMonth,
  thisMonth - lastMonth AS change
FROM now FULL JOIN before ON before.organization_code = now.organization_code
ORDER BY change, code
