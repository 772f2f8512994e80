SELECT coalesce(now.organization_code, before.organization_code) AS code,
  coalesce(now.organization_name, before.organization_name) AS name,
  coalesce(now.measures_received, 0) AS thisMonth,
  coalesce(before.measures_received, 0) AS lastMonth,
  thisMonth - lastMonth AS change
FROM now FULL JOIN before ON before.organization_code = now.organization_code
ORDER BY change, code
