SELECT yes.ego, yes.other
FROM yes
JOIN scope ON scope.person = yes.ego
WHERE question = CAST(:question AS VARCHAR)
  AND (CAST(:every_ring AS INTEGER) = 1 OR ring IN (SELECT ring FROM chosen_ring))
  AND (CAST(:question AS VARCHAR) <> 'peer' OR other IN (SELECT person FROM scope))
