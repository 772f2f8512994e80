-- sector: procedures
-- vi: Thủ tục được dùng ở từng phường, xã và thủ tục không dùng
-- en: Procedures used in each ward, and those that nobody used
/* table procedures
{
  procedures {
    nodes {
      code
      name
    }
  }
}
*/
/* table used
{
  dossierStats(groupBy: [PROCEDURE], filter: { receivedOn: { gte: "2025-01-01" } }) {
    rows {
      procedure {
        code
      }
    }
  }
}
*/
/* table wards
{
  dossierStats(groupBy: [UNIT], filter: { receivedOn: { gte: "2025-01-01" } }) {
    rows {
      unit {
        code
        name
      }
      procedures: distinct(dimension: PROCEDURE)
    }
  }
}
*/

SELECT 'used in the ward' AS what, unit_code AS code, unit_name AS name, procedures
FROM wards WHERE unit_code IS NOT NULL
UNION ALL
SELECT 'never used', code, name, 0
FROM procedures ANTI JOIN used ON used.procedure_code = procedures.code
ORDER BY what DESC, code
