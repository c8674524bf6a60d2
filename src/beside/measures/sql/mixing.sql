SELECT namer.cohort AS ego_group, named.cohort AS alter_group, COUNT(*) AS ties
FROM arc
JOIN cohort AS namer ON namer.person = arc.ego
JOIN cohort AS named ON named.person = arc.other
WHERE namer.level > 0 AND named.level > 0
  AND namer.cohort <> 'not recorded' AND named.cohort <> 'not recorded'
GROUP BY namer.cohort, named.cohort
