-- owner: beside_reach
-- Which of these people are blocked from whom, for whoever organises and for the placer.
CREATE OR REPLACE FUNCTION beside_bars(people uuid[]) RETURNS TABLE (actor uuid, pupil uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT k.actor_id, k.pupil_id FROM access_block k
  WHERE k.actor_id = ANY (people)
    AND {{in_force:k}}
    AND (current_setting('role') = 'beside_placer'
         OR cardinality(beside_scopes(ARRAY['organiser'])) > 0)
$$;
