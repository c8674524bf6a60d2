-- owner: beside_reach
-- The scopes on which the actor has a standing today on one of these bases.
CREATE OR REPLACE FUNCTION beside_scopes(bases text[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE who uuid := beside_actor();
BEGIN
  RETURN ARRAY(
    SELECT DISTINCT s.scope_id FROM access_standing s
    WHERE s.actor_id = who AND s.basis = ANY (bases)
      AND {{in_force:s}}
      AND (s.basis <> 'mentor' OR EXISTS (
        SELECT FROM access_standing c WHERE c.actor_id = who AND c.basis = 'checked'
          AND {{in_force:c}})));
END $$;
