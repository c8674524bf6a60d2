UNION
SELECT roll.person, 1, COALESCE(NULLIF(recorded, ''), 'not recorded')
FROM roll
LEFT JOIN attributes
  ON attributes.person = roll.person AND attribute = CAST(:by AS VARCHAR)
