-- owner: beside_roll
-- Pupils with a parent or carer in common with this one, of any year, for adults who read its family.
CREATE OR REPLACE FUNCTION schools_siblings(p_pupil uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT other.pupil_id
  FROM schools_familylink mine JOIN schools_familylink other ON other.carer_id = mine.carer_id
  WHERE mine.pupil_id = p_pupil AND other.pupil_id <> p_pupil
    AND {{in_force:mine}} AND {{in_force:other}}
    AND EXISTS (
      SELECT FROM access_belonging reach
      WHERE reach.person_id = p_pupil AND {{in_force:reach}}
        AND reach.person_id <> ALL ((SELECT beside_blocked())::uuid[])
        AND reach.scope_id = ANY ((SELECT beside_scopes(ARRAY[
          'tutor', 'head_of_year', 'organiser', 'safeguarding_lead', 'office']))::uuid[]))
$$;
