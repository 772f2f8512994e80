-- Of three units there is no assessment of this month.
DELETE FROM readiness_assessment WHERE unit_code IN ('00025', '00070', '09988') AND assessed_on >= '2025-11-01';
