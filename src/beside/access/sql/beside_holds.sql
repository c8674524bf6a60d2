-- owner: beside_reach
-- What the account of the actor rests on today, in an order that does not change.
CREATE OR REPLACE FUNCTION beside_holds() RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE who uuid := beside_actor();
BEGIN
  RETURN ARRAY(
    SELECT DISTINCT s.basis || ':' || s.scope_id FROM access_standing s
    WHERE s.actor_id = who
      AND s.basis IN ('member', 'carer', 'tutor', 'teacher', 'staff', 'head_of_year', 'organiser',
                      'safeguarding_lead', 'office', 'federation_lead', 'head', 'chair')
      AND {{in_force:s}}
    ORDER BY 1);
END $$;
