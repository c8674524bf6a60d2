SELECT
  person,
  CAST(:need AS VARCHAR) AS need,
  CASE
    WHEN has_row = 1 AND near = 1 THEN 'some'
    WHEN away <> '' THEN 'not_known'
    WHEN answered = 1 AND an_adult_wore = 1 THEN 'none_measured'
    ELSE 'not_known'
  END AS state,
  CASE
    WHEN has_row = 1 AND near = 1 THEN ''
    WHEN away <> '' THEN away
    WHEN answered = 1 THEN ''
    WHEN declined = 1 THEN 'declined'
    WHEN asked = 1 THEN 'asked_not_answered'
    ELSE 'not_asked'
  END AS reason
FROM (
  SELECT
    roll.person,
    COALESCE(own.has_row, 0) AS has_row,
    COALESCE(own.away, '') AS away,
    COALESCE(own.asked, 0) AS asked,
    COALESCE(own.answered, 0) AS answered,
    COALESCE(own.declined, 0) AS declined,
    CASE WHEN near_adult.person IS NULL THEN 0 ELSE 1 END AS near,
    (SELECT MAX(own.answered) FROM own JOIN staff ON staff.person = own.person) AS an_adult_wore
  FROM roll
  LEFT JOIN own ON own.person = roll.person
  LEFT JOIN (
    SELECT ego AS person FROM yes JOIN staff ON staff.person = yes.other WHERE question = 'contact'
    UNION
    SELECT other FROM yes JOIN staff ON staff.person = yes.ego WHERE question = 'contact'
  ) AS near_adult ON near_adult.person = roll.person
) AS known
