-- owner: beside_reach
-- Everybody from whom a person is kept apart today, or will be by a day, on either side of a block.
CREATE OR REPLACE FUNCTION beside_apart_from(person uuid, until date DEFAULT NULL) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN ARRAY(
    SELECT CASE WHEN k.actor_id = person THEN k.pupil_id ELSE k.actor_id END
    FROM access_block k WHERE (k.actor_id = person OR k.pupil_id = person)
      AND {{in_force_by:k}});
END $$;
