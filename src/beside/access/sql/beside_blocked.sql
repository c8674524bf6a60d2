-- owner: beside_reach
-- The people from whom the actor is blocked today.
DROP FUNCTION IF EXISTS beside_barred();
CREATE OR REPLACE FUNCTION beside_blocked() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE who uuid := beside_actor();
BEGIN
  RETURN ARRAY(
    SELECT k.pupil_id FROM access_block k
    WHERE k.actor_id = who
      AND {{in_force:k}});
END $$;
