-- owner: beside_reckoner
-- Adults at the pupil's own school by id, with their names.
CREATE OR REPLACE FUNCTION ties_adults(p_people uuid[])
RETURNS TABLE (person uuid, name text, hint text, is_here boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH{{my_adults}}
  SELECT p.subject_id, {{name}}, coalesce(here.hint, ''), here.person_id IS NOT NULL
  FROM schools_person p LEFT JOIN here ON here.person_id = p.subject_id
  WHERE p.subject_id = ANY (p_people)
    AND EXISTS (
      SELECT FROM me JOIN schools_post o ON o.school_id = me.school_id
      WHERE o.person_id = p.subject_id AND o.kind <> 'federation_lead')
    AND {{not_apart}}
$$;
