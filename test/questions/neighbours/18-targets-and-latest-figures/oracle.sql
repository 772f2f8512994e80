WITH latest AS (
  SELECT DISTINCT ON (indicator_code) indicator_code, value FROM innovation.observation
  WHERE area_code = '01' AND organization_code IS NULL AND superseded_at IS NULL AND status <> 'MISSING'
  ORDER BY indicator_code, (qualifier = 'EXACT') DESC, published_at DESC, id DESC
)
SELECT i.code, i.sector_code AS sector, t.value AS target, l.value AS latest, l.value - t.value AS gap, t.due_on::text AS "dueOn"
FROM innovation.target t JOIN innovation.indicator i ON i.code = t.indicator_code JOIN latest l ON l.indicator_code = i.code
WHERE t.value IS NOT NULL ORDER BY code
