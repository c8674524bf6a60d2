SELECT respondents.round, person, question, asked, answered, COALESCE(reason, '') AS reason
FROM respondents
JOIN chosen_round ON chosen_round.round = respondents.round
