SELECT level, cohort, cohort.person, CASE WHEN scope.person IS NULL THEN 0 ELSE 1 END AS in_scope
FROM cohort
LEFT JOIN scope ON scope.person = cohort.person
