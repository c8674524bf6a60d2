-- owner: beside_roll
-- Ids of the pupils of a school whose names are like what was typed, for the staff of that school.
CREATE OR REPLACE FUNCTION schools_pupils_named(p_school uuid, p_exact text[], p_near text[])
RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH named AS MATERIALIZED ({{found_by_name}})
  SELECT named.person FROM named
  JOIN schools_enrolment e ON e.person_id = named.person AND e.school_id = p_school
  WHERE EXISTS (
    SELECT FROM schools_post o
    WHERE o.person_id = beside_actor() AND o.school_id = p_school AND {{in_force:o}}
      AND o.kind NOT IN ('community', 'federation_lead', 'chair'))
$$;
