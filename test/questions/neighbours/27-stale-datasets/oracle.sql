SELECT d.publisher_code AS publisher, d.frequency, count(*) AS datasets,
  max(date '2025-11-14' - d.modified_at::date) AS "daysSince"
FROM infrastructure.dataset d
WHERE d.frequency <> 'IRREGULAR' AND d.modified_at + 1.1 * CASE d.frequency WHEN 'REALTIME' THEN interval '1 hour' WHEN 'DAILY' THEN interval '1 day'
  WHEN 'WEEKLY' THEN interval '7 days' WHEN 'MONTHLY' THEN interval '31 days' WHEN 'QUARTERLY' THEN interval '92 days'
  WHEN 'ANNUALLY' THEN interval '366 days' END < '2025-11-14 12:00+07'
GROUP BY 1, 2 ORDER BY datasets DESC, publisher, d.frequency
