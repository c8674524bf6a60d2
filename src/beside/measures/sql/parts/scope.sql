SELECT DISTINCT roll.person
FROM roll
JOIN heard ON heard.person = roll.person
WHERE question = CAST(:question AS VARCHAR)
  AND asked AND answered
  AND reason NOT IN ('absent', 'left', 'not_on_roll')
