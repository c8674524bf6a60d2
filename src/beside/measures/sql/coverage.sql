SELECT
  level,
  cohort,
  SUM(CASE WHEN state = 'both' THEN 1 ELSE 0 END) AS numerator,
  SUM(CASE WHEN state <> 'not_known' THEN 1 ELSE 0 END) AS denominator,
  SUM(CASE WHEN state = 'not_known' THEN 1 ELSE 0 END) AS not_known
FROM cohort
JOIN state ON state.person = cohort.person
GROUP BY level, cohort
