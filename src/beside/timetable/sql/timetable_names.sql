-- owner: beside_placer
-- Names of pupils of a cycle, by id.
CREATE OR REPLACE FUNCTION timetable_names(p_cycle uuid, p_people uuid[])
RETURNS TABLE (person uuid, name text, hint text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  {{others_taking_part:timetable_cycle}}
    AND s.id = p_cycle AND p.subject_id = ANY (p_people)
$$;
