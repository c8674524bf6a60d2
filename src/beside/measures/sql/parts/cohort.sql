SELECT person, 0 AS level, 'all' AS cohort FROM roll
UNION
SELECT person, 1, COALESCE(NULLIF(year_group, ''), 'not recorded') FROM roll
WHERE CAST(:by AS VARCHAR) = 'year_group'
UNION
SELECT person, 1, COALESCE(NULLIF(tutor_group, ''), 'not recorded') FROM roll
WHERE CAST(:by AS VARCHAR) = 'tutor_group'
UNION
SELECT person, 1, COALESCE(NULLIF(previous_school, ''), 'not recorded') FROM roll
WHERE CAST(:by AS VARCHAR) = 'previous_school'
UNION
SELECT membership.person, 1, membership.group_name FROM membership
JOIN roll ON roll.person = membership.person
WHERE CAST(:by AS VARCHAR) = 'group'
