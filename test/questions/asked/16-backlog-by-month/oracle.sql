SELECT to_char(month, 'YYYY-MM') AS bucket_label, ended > '2025-11-14' AS "isPartial",
  count(d.id) FILTER (WHERE is_open) AS measures_pending, count(d.id) FILTER (WHERE is_open AND d.due_at < moment) AS measures_overdue
FROM generate_series(timestamp '2025-07-01', '2025-11-01', interval '1 month') AS month,
  LATERAL (SELECT (month + interval '1 month')::date - 1 AS ended) AS last,
  LATERAL (SELECT least((ended + 1)::timestamptz, '2025-11-14 12:00+07') AS moment) AS at,
  procedures.dossier d,
  LATERAL (SELECT d.received_at < moment AND coalesce(d.resolved_at, d.closed_at, 'infinity') >= moment AS is_open) AS state
GROUP BY month, ended ORDER BY month
