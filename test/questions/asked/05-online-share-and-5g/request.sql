SELECT coalesce(kind, 'ALL') AS kind,
  count(*) AS units,
  corr(dossierStats_onlineChannelRate_value, coverage5G_populationShare_value) AS correlation,
  regr_slope(dossierStats_onlineChannelRate_value, coverage5G_populationShare_value) AS slope
FROM units
GROUP BY ROLLUP (kind)
ORDER BY 1
