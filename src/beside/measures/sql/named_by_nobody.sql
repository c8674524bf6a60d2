SELECT
  level,
  cohort,
  SUM(CASE WHEN scope.person IS NOT NULL AND tied.person IS NULL THEN 1 ELSE 0 END) AS numerator,
  COUNT(scope.person) AS denominator,
  COUNT(*) - COUNT(scope.person) AS not_known
FROM cohort
LEFT JOIN scope ON scope.person = cohort.person
LEFT JOIN (SELECT DISTINCT other AS person FROM arc) AS tied ON tied.person = cohort.person
GROUP BY level, cohort
