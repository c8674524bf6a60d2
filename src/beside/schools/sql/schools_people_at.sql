-- owner: beside_roll
-- Whom the roll reaches at an address today, asked at the door alone. Whoever has left is not found.
CREATE OR REPLACE FUNCTION schools_people_at(address text) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF beside_door() <> 'sign-in' OR address = '' THEN RETURN ARRAY[]::uuid[]; END IF;
  RETURN ARRAY(
    SELECT p.subject_id FROM schools_person p
    WHERE lower(p.email) = lower(address)
      AND EXISTS (
        SELECT FROM access_standing s WHERE s.actor_id = p.subject_id
          AND s.basis IN ('member', 'carer')
          AND {{in_force:s}})
    LIMIT 2);
END $$;
