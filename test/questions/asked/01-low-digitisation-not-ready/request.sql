-- The least quarter of the rates, and of these the units that fail a criterion.
SELECT code, name, kind, digitisation, criteriaMet
FROM (
  SELECT code, name, kind, dossierStats_digitisationRate_value AS digitisation, measures_averageCriteriaMet AS criteriaMet,
    quantile_cont(digitisation, 0.25) OVER () AS quarter
  FROM units JOIN readiness ON unit_code = code
)
WHERE digitisation <= quarter AND criteriaMet < 7
ORDER BY digitisation, code
