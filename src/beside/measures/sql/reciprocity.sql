SELECT
  level,
  cohort,
  SUM(COALESCE(named.returned, 0)) AS numerator,
  SUM(COALESCE(named.ties, 0)) AS denominator,
  COUNT(*) - COUNT(scope.person) AS not_known
FROM cohort
LEFT JOIN scope ON scope.person = cohort.person
LEFT JOIN (
  SELECT ego, COUNT(*) AS ties, SUM(ways - 1) AS returned
  FROM (
    SELECT ego, COUNT(*) OVER (
      PARTITION BY
        CASE WHEN ego < other THEN ego ELSE other END,
        CASE WHEN ego < other THEN other ELSE ego END
    ) AS ways
    FROM arc
  ) AS tie
  GROUP BY ego
) AS named ON named.ego = cohort.person
GROUP BY level, cohort
