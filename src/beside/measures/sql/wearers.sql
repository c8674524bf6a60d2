SELECT DISTINCT scope.person
FROM scope
JOIN heard ON heard.person = scope.person
WHERE heard.question = 'contact'
  AND heard.asked AND heard.answered
  AND heard.reason NOT IN ('absent', 'left', 'not_on_roll')
