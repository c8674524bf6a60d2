SELECT asking.person
FROM asking
JOIN (
  SELECT
    round,
    SUM(CASE WHEN asked THEN 1 ELSE 0 END) AS asked,
    SUM(CASE WHEN asked AND answered THEN 1 ELSE 0 END) AS sent
  FROM heard
  WHERE question = CAST(:other_question AS VARCHAR)
  GROUP BY round
) AS whole ON whole.round = asking.round
LEFT JOIN (
  SELECT
    round,
    person,
    MAX(CASE WHEN asked THEN 1 ELSE 0 END) AS asked,
    MAX(CASE WHEN asked AND answered THEN 1 ELSE 0 END) AS sent
  FROM heard
  WHERE question = CAST(:pupil_question AS VARCHAR)
  GROUP BY round, person
) AS own ON own.round = asking.round AND own.person = asking.person
WHERE (CAST(:need AS VARCHAR) = 'adult' OR own.asked = 1)
  AND whole.asked - CASE WHEN CAST(:need AS VARCHAR) = 'peer' THEN own.asked ELSE 0 END > 0
  AND (
    asking.ended
    OR whole.asked - whole.sent
      - CASE WHEN CAST(:need AS VARCHAR) = 'peer' THEN own.asked - own.sent ELSE 0 END = 0
  )
GROUP BY asking.person
