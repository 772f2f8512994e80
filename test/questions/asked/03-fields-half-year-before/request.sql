/* table before
{
  dossierStats(groupBy: [PROCEDURE_FIELD], filter: { receivedOn: { gte: "2024-07-01", lt: "2024-11-15" } }) {
    rows {
      procedureField {
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
  dossierStats(groupBy: [PROCEDURE_FIELD], filter: { receivedOn: { gte: "2025-07-01", lt: "2025-11-15" } }) {
    rows {
      procedureField {
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

-- The same days of both years, for this half year is not over. A field may have dossiers in one of them alone.
SELECT coalesce(now.procedureField_code, before.procedureField_code) AS field,
  coalesce(now.procedureField_name, before.procedureField_name) AS name,
  coalesce(now.measures_received, 0) AS received,
  coalesce(before.measures_received, 0) AS yearBefore,
  received - yearBefore AS change,
  received / nullif(yearBefore, 0) - 1 AS relativeChange
FROM now FULL JOIN before ON before.procedureField_code = now.procedureField_code
ORDER BY change DESC, field
