SELECT
  person,
  CASE
    WHEN away <> '' AND named_by_other = 0 THEN 'not_known'
    WHEN same_pair = 1 THEN 'both'
    WHEN named = 1 AND named_by_other = 1 THEN 'one_side_each'
    WHEN named = 1 THEN 'pupil_only'
    WHEN named_by_other = 1 THEN 'adult_only'
    WHEN answered = 1 THEN 'nobody'
    WHEN finished = 1 THEN 'waiting'
    ELSE 'not_known'
  END AS state,
  CASE
    WHEN away <> '' AND named_by_other = 0 THEN away
    WHEN named = 1 OR answered = 1 THEN ''
    WHEN declined = 1 THEN 'declined'
    WHEN asked = 1 AND answered_another = 1 THEN 'skipped'
    WHEN asked = 1 THEN 'asked_not_answered'
    ELSE 'not_asked'
  END AS reason
FROM (
  SELECT
    roll.person,
    COALESCE(own.away, '') AS away,
    COALESCE(own.asked, 0) AS asked,
    COALESCE(own.answered, 0) AS answered,
    COALESCE(own.answered_another, 0) AS answered_another,
    COALESCE(own.declined, 0) AS declined,
    COALESCE(sides.named, 0) AS named,
    COALESCE(sides.named_by_other, 0) AS named_by_other,
    COALESCE(sides.same_pair, 0) AS same_pair,
    CASE WHEN finished.person IS NULL THEN 0 ELSE 1 END AS finished
  FROM roll
  LEFT JOIN own ON own.person = roll.person
  LEFT JOIN sides ON sides.person = roll.person
  LEFT JOIN finished ON finished.person = roll.person
) AS known
