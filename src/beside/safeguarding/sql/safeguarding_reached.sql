-- owner: beside_keeper
-- Whom a test message reached at a school, for whoever may open a survey there, a head of year too,
-- and for its safeguarding lead and deputies.
CREATE OR REPLACE FUNCTION safeguarding_reached(p_school uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.to_id FROM safeguarding_messagetest t
  WHERE t.school_id = p_school AND t.confirmed_at IS NOT NULL AND EXISTS (
    SELECT FROM schools_post o
    WHERE o.person_id = beside_actor() AND o.school_id = p_school AND {{in_force:o}}
      AND o.kind IN ('safeguarding_lead', 'safeguarding_deputy', 'organiser', 'head',
                     'head_of_year'))
$$;
