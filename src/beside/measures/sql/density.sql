SELECT
  heard.level,
  heard.cohort,
  COALESCE(inside.ties, 0) AS numerator,
  heard.people * (heard.people - 1) AS denominator,
  heard.not_known
FROM (
  SELECT
    level,
    cohort,
    COUNT(scope.person) AS people,
    COUNT(*) - COUNT(scope.person) AS not_known
  FROM cohort
  LEFT JOIN scope ON scope.person = cohort.person
  GROUP BY level, cohort
) AS heard
LEFT JOIN (
  SELECT namer.level, namer.cohort, COUNT(*) AS ties
  FROM arc
  JOIN cohort AS namer ON namer.person = arc.ego
  JOIN cohort AS named
    ON named.person = arc.other AND named.level = namer.level AND named.cohort = namer.cohort
  GROUP BY namer.level, namer.cohort
) AS inside ON inside.level = heard.level AND inside.cohort = heard.cohort
