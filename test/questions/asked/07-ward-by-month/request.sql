PIVOT (SELECT unit_code AS code, unit_name AS name, bucket_label, measures_received FROM received WHERE unit_code IS NOT NULL)
ON bucket_label
USING sum(measures_received)
GROUP BY code, name
ORDER BY code
