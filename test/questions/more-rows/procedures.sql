-- The demonstration begins on 1 July 2025, and questions compare with the year before and look over a new year. Of its
-- dossiers that have ended, two thirds come a second time 52 weeks earlier, on the same days of the week, and a part of
-- them once more between December and April; those of one field are then left in the year before alone.
SELECT create_dossier_month(month::date)
FROM generate_series(timestamp '2024-07-01', timestamp '2025-06-01', interval '1 month') AS month;

INSERT INTO dossier (id, procedure_code, unit_code, organization_code, channel, applicant, status, received_at, due_at,
  resolved_at, closed_at, digitised, electronic_result, payment, synchronised_at, satisfaction, origin)
SELECT new_dossier_id(received_at - shift), procedure_code, unit_code, organization_code, channel, applicant, status,
  received_at - shift, due_at - shift, resolved_at - shift, closed_at - shift, digitised AND id % 7 <> 0,
  electronic_result, payment, synchronised_at - shift, satisfaction, origin
FROM dossier, (VALUES (interval '364 days', 3), (interval '210 days', 4)) AS earlier (shift, share)
WHERE coalesce(resolved_at, closed_at) IS NOT NULL AND id % share <> 0;

DELETE FROM dossier WHERE received_at >= '2025-07-01 00:00 +07'
  AND procedure_code IN (SELECT code FROM procedure WHERE field_code = 'crops');

-- Of the dossiers of land some hundred have no result yet, so that many are overdue on a day, and more than one page.
UPDATE dossier SET status = 'PROCESSING', resolved_at = NULL, electronic_result = FALSE, satisfaction = NULL
WHERE resolved_at >= '2025-07-01 00:00 +07' AND id % 4 = 0
  AND procedure_code IN (SELECT code FROM procedure WHERE field_code = 'land');

-- A ward's dossiers of the last days are missing.
DELETE FROM dossier WHERE unit_code IN ('00008', '09988') AND received_at >= '2025-11-01 00:00 +07';

-- One department takes two weeks longer than it did.
UPDATE dossier SET resolved_at = resolved_at + interval '14 days'
WHERE organization_code = 'BQLKCN' AND resolved_at < '2025-10-30 00:00 +07';
