WITH months AS (
  SELECT to_char(m, 'YYYY-MM') AS month, m::date AS first FROM generate_series(timestamp '2025-07-01', '2025-11-01', interval '1 month') AS m
), shares AS (
  SELECT months.month, u.code, u.name_vi AS name, count(*) FILTER (WHERE payment = 'ONLINE') AS online,
    count(*) FILTER (WHERE payment <> 'NONE') AS paid
  FROM months CROSS JOIN (SELECT DISTINCT unit_code FROM procedures.dossier WHERE received_at >= '2025-07-01') AS there
  LEFT JOIN infrastructure.administrative_unit u ON u.code = there.unit_code
  LEFT JOIN procedures.dossier d ON d.unit_code IS NOT DISTINCT FROM there.unit_code AND d.received_at >= '2025-07-01'
    AND to_char(d.received_at, 'YYYY-MM') = months.month
  GROUP BY months.month, u.code, u.name_vi
)
SELECT month AS bucket_label, code AS unit_code, name AS unit_name, online::float8 / nullif(paid, 0) AS "measures_onlinePaymentRate_value",
  online AS "measures_onlinePaymentRate_numerator", paid AS "measures_onlinePaymentRate_denominator",
  online::float8 / nullif(paid, 0) - lag(online::float8 / nullif(paid, 0)) OVER (PARTITION BY code ORDER BY month) AS change
FROM shares ORDER BY month, code
