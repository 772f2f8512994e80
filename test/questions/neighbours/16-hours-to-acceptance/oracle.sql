SELECT d.channel, count(*) AS accepted,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM date_trunc('milliseconds', e.at) - date_trunc('milliseconds', d.received_at))::float8 / 60) AS minutes
FROM procedures.dossier d
JOIN (SELECT dossier_id, min(at) AS at FROM procedures.dossier_event WHERE status = 'ACCEPTED' GROUP BY 1) AS e ON e.dossier_id = d.id
WHERE d.received_at::date BETWEEN '2025-10-13' AND '2025-10-19' GROUP BY 1 ORDER BY 1
