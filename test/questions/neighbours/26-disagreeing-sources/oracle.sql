SELECT i.code AS indicator, o.period, o.value, o.qualifier, o.source_id AS source
FROM innovation.observation o JOIN innovation.indicator i ON i.code = o.indicator_code
WHERE o.superseded_at IS NULL AND o.qualifier = 'EXACT' AND EXISTS (
  SELECT FROM innovation.observation other WHERE other.indicator_code = o.indicator_code AND other.period = o.period
    AND other.area_code IS NOT DISTINCT FROM o.area_code AND other.superseded_at IS NULL
    AND other.qualifier = 'EXACT' AND other.value <> o.value)
ORDER BY 1, 2, 5
