SELECT ego, "alter" AS other, question, ring
FROM nominations
JOIN chosen_round ON chosen_round.round = nominations.round
WHERE answer = 'yes'
