SELECT
  level,
  cohort,
  state,
  COUNT(*) AS pupils
FROM cohort
JOIN state ON state.person = cohort.person
GROUP BY level, cohort, state
