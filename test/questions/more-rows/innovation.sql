-- Two units have not told the month's coverage.
DELETE FROM coverage_5g WHERE unit_code IN ('00008', '00025') AND month = '2025-11-01';
