-- sector: city
-- vi: Tương quan giữa nộp trực tuyến và phủ sóng 5G
-- en: Do wards with 5G hand in online?
/* table units
{
  administrativeUnits {
    nodes {
      code
      kind
      dossierStats(filter: { receivedOn: { gte: "2025-07-01" } }) {
        onlineChannelRate {
          value
        }
      }
      coverage5G(month: "2025-10") {
        populationShare {
          value
        }
      }
    }
  }
}
*/

SELECT coalesce(kind, 'ALL') AS kind,
  count(*) AS units,
  corr(dossierStats_onlineChannelRate_value, coverage5G_populationShare_value) AS correlation,
  regr_slope(dossierStats_onlineChannelRate_value, coverage5G_populationShare_value) AS slope
FROM units
GROUP BY ROLLUP (kind)
ORDER BY 1
