SELECT
  level,
  cohort,
  SUM(COALESCE(named.ties, 0)) AS numerator,
  CAST(NULL AS INTEGER) AS denominator,
  COUNT(*) - COUNT(scope.person) AS not_known
FROM cohort
LEFT JOIN scope ON scope.person = cohort.person
LEFT JOIN (SELECT ego, COUNT(*) AS ties FROM arc GROUP BY ego) AS named
  ON named.ego = cohort.person
GROUP BY level, cohort
