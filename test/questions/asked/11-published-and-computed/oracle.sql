-- Every indicator that a sector has rows for, computed of the rows as they are: the days of all periods that are over here
-- end after the last change but for those of dossiers, which are held to theirs.
WITH figures AS (
  SELECT o.*, greatest(period_start, '1900-01-01') AS first, least(period_end, '2025-11-14') AS last
  FROM innovation.observation o
  WHERE area_code = '01' AND organization_code IS NULL AND superseded_at IS NULL AND period_end >= '2025-11-12'
), exact AS (
  SELECT f.*, CASE
    WHEN indicator_code LIKE 'tasks.%' THEN (
      SELECT CASE substring(f.indicator_code FROM '[^.]+$')
        WHEN 'assigned' THEN count(*)
        WHEN 'completed' THEN count(completed_on)
        WHEN 'completed-on-time' THEN count(*) FILTER (WHERE completed_on <= due_on)
        WHEN 'completed-late' THEN count(*) FILTER (WHERE completed_on > due_on)
        WHEN 'underway' THEN count(*) FILTER (WHERE completed_on IS NULL)
        WHEN 'overdue' THEN count(*) FILTER (WHERE completed_on IS NULL AND due_on < f.last)
        WHEN 'completion-rate' THEN avg((completed_on IS NOT NULL)::int) END
      FROM tasks.task
      WHERE assigned_on BETWEEN f.first AND f.last
        AND (split_part(f.indicator_code, '.', 2) IN ('all', lower(assigned_by))))
    WHEN indicator_code LIKE 'dossiers.%' THEN (
      SELECT CASE substring(f.indicator_code FROM '[^.]+$')
        WHEN 'received' THEN count(*)
        WHEN 'digitisation-rate' THEN avg(digitised::int)
        WHEN 'electronic-result-rate' THEN avg(electronic_result::int) FILTER (WHERE resolved_at::date <= f.last)
        WHEN 'online-payment-rate' THEN avg((payment = 'ONLINE')::int) FILTER (WHERE payment <> 'NONE')
        WHEN 'sync-rate' THEN avg((synchronised_at IS NOT NULL)::int) END
      FROM procedures.dossier WHERE received_at::date BETWEEN f.first AND f.last)
    WHEN indicator_code = 'procedures.count' THEN (SELECT count(*) FROM procedures.procedure)
    WHEN indicator_code = 'procedures.green-lane.count' THEN (SELECT count(green_lane_decision) FROM procedures.procedure)
    WHEN indicator_code = 'procedures.green-lane.time-reduction.min' THEN
      (SELECT min(1 - green_lane_reduced_days::numeric / statutory_days) FROM procedures.procedure)
    WHEN indicator_code = 'procedures.green-lane.time-reduction.max' THEN
      (SELECT max(1 - green_lane_reduced_days::numeric / statutory_days) FROM procedures.procedure)
    WHEN indicator_code = 'enterprises.innovating-share' THEN (SELECT avg(innovating::int) FROM innovation.enterprise)
    WHEN indicator_code = 'enterprises.science-technology.count' THEN
      (SELECT count(*) FROM innovation.enterprise WHERE 'SCIENCE_TECHNOLOGY' = ANY (kinds))
    WHEN indicator_code = 'pii.components' THEN (SELECT count(*) FROM innovation.component_result WHERE year = 2025)
    WHEN indicator_code = 'pii.components-ranked-first' THEN
      (SELECT count(*) FROM innovation.component_result WHERE year = 2025 AND rank = 1)
    WHEN indicator_code = 'open-data.datasets' THEN
      (SELECT count(*) FROM infrastructure.dataset WHERE on_open_data_portal)
    WHEN indicator_code = 'systems.migrated-to-data-centre' THEN
      (SELECT count(*) FROM infrastructure.it_system WHERE migrated_on <= '2025-11-14')
    WHEN indicator_code = 'units.commune-level' THEN
      (SELECT count(*) FROM infrastructure.administrative_unit WHERE kind <> 'CITY')
    END::numeric AS computed
  FROM figures f
), rounded AS (
  SELECT *, round(computed, scale(value)) AS shown FROM exact
)
SELECT r.indicator_code AS indicator, i.name_vi AS name, r.period, r.qualifier, r.value AS published, r.shown AS computed,
  r.shown - r.value AS difference, r.source_id AS source
FROM rounded r JOIN innovation.indicator i ON i.code = r.indicator_code
WHERE r.qualifier = 'EXACT' AND r.shown <> r.value OR r.qualifier = 'MORE_THAN' AND r.shown <= r.value
  OR r.qualifier = 'AT_LEAST' AND r.shown < r.value OR r.qualifier = 'ALMOST' AND r.shown > r.value
ORDER BY indicator, r.period, source
