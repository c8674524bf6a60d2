SELECT
  person,
  MAX(mine) AS named,
  MAX(theirs) AS named_by_other,
  MAX(mine * theirs) AS same_pair
FROM (
  SELECT person, them, MAX(mine) AS mine, MAX(theirs) AS theirs
  FROM (
    SELECT ego AS person, other AS them, 1 AS mine, 0 AS theirs
    FROM yes WHERE question = CAST(:pupil_question AS VARCHAR)
    UNION ALL
    SELECT other, ego, 0, 1
    FROM yes WHERE question = CAST(:other_question AS VARCHAR) AND other IS NOT NULL
  ) AS said
  GROUP BY person, them
) AS pair
GROUP BY person
