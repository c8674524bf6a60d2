-- owner: beside_placer
-- Pupils of a cycle whose names begin as typed.
CREATE OR REPLACE FUNCTION timetable_find(p_cycle uuid, p_typed text)
RETURNS TABLE (person uuid, name text, hint text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  {{others_taking_part:timetable_cycle}}
    AND s.id = p_cycle AND starts_with(lower({{name}}), lower(p_typed))
  ORDER BY 2, 3 LIMIT 8
$$;
