-- Two units have not told the month's coverage.
DELETE FROM coverage_5g WHERE unit_code IN ('00008', '00025') AND month = '2025-11-01';

-- A second source says otherwise of a figure.
INSERT INTO observation (indicator_code, area_code, period, period_start, period_end, value, qualifier, source_id,
  published_at, recorded_at, origin)
SELECT indicator_code, area_code, period, period_start, period_end, value + 3, qualifier, 'vietnamplus-2025-11-14',
  '2025-11-14 00:00 +07', '2025-11-14 00:00 +07', origin
FROM observation WHERE indicator_code = 'systems.migrated-to-data-centre' AND qualifier = 'EXACT';
