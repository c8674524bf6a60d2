SELECT
  level,
  cohort,
  COUNT(scope.person) AS numerator,
  CAST(NULL AS INTEGER) AS denominator,
  COUNT(*) - COUNT(scope.person) AS not_known
FROM cohort
LEFT JOIN scope ON scope.person = cohort.person
GROUP BY level, cohort
