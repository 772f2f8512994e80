/* table overdue of administrativeUnits.authority.tasks
{
  administrativeUnits {
    nodes {
      code
      authority {
        name
        tasks(filter: { status: { eq: OVERDUE } }, asOf: "2025-11-14") {
          nodes {
            code
            title
            dueOn
            daysOverdue(asOf: "2025-11-14")
          }
        }
      }
    }
  }
}
*/

FROM overdue ORDER BY administrativeUnits_code, dueOn, code
