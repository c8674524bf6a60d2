SELECT DISTINCT
  CASE WHEN ego < other THEN ego ELSE other END AS one,
  CASE WHEN ego < other THEN other ELSE ego END AS two
FROM yes
WHERE question = 'contact' AND other IS NOT NULL
