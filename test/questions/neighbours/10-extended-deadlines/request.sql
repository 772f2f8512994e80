/* table extensions of tasks.extensions
{
  tasks(asOf: "2025-11-14") {
    nodes {
      code
      title
      leadOrganization {
        code
      }
      extensions {
        from
        to
      }
    }
  }
}
*/

SELECT tasks_code AS code, tasks_title AS title, tasks_leadOrganization_code AS lead, count(*) AS extensions,
  sum("to" - "from") AS days
FROM extensions
GROUP BY code, title, lead
ORDER BY days DESC, code
