SELECT person, CAST(:need AS VARCHAR) AS need, state, reason FROM state
