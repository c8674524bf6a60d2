-- owner: beside_reach
-- Which of these people are blocked from whom, or will be by a day, for organisers and the placer.
DROP FUNCTION IF EXISTS beside_bars(uuid[], date);
CREATE OR REPLACE FUNCTION beside_blocks(people uuid[], until date DEFAULT NULL)
RETURNS TABLE (actor uuid, pupil uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT k.actor_id, k.pupil_id FROM access_block k
  WHERE k.actor_id = ANY (people)
    AND {{in_force_by:k}}
    AND (current_setting('role') IN ('beside_placer', 'beside_roll')
         OR cardinality(beside_scopes(ARRAY['organiser'])) > 0)
$$;
