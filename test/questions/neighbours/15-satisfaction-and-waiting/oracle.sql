SELECT channel, count(*) AS rated, corr(resolved_at::date - received_at::date, satisfaction) AS correlation,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM date_trunc('milliseconds', resolved_at) - date_trunc('milliseconds', received_at))::float8 / 3600) AS hours
FROM procedures.dossier WHERE satisfaction IS NOT NULL AND received_at >= '2025-09-01' AND received_at < '2025-10-01'
GROUP BY channel ORDER BY channel
