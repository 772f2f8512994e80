/* table units
{
  administrativeUnits(filter: { kind: { eq: WARD } }) {
    nodes {
      name
      readiness(asOf: "2025-11-14") {
        criteria {
          criterion
          meets
        }
      }
    }
  }
}
*/

SELECT name, len(list_filter(from_json(readiness_criteria, '[{"meets": "BOOLEAN"}]'), lambda c: NOT c.meets)) AS lacking
FROM units
ORDER BY name COLLATE vi
