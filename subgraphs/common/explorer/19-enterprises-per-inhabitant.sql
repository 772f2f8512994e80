-- sector: innovation
-- vi: Doanh nghiệp đổi mới sáng tạo trên một vạn dân
-- en: Enterprises that innovate, per 10,000 people
/* table enterprises
{
  enterpriseStats(groupBy: [UNIT]) {
    rows {
      unit {
        code
      }
      measures {
        enterprises
        innovating
      }
    }
  }
}
*/
/* table units
{
  administrativeUnits {
    nodes {
      code
      name
      population
    }
  }
}
*/

SELECT code, name, population,
  coalesce(measures_enterprises, 0) AS enterprises,
  coalesce(measures_innovating, 0) AS innovating,
  round(10000 * innovating / population, 2) AS per10000
FROM units LEFT JOIN enterprises ON unit_code = code
ORDER BY per10000 DESC, code
