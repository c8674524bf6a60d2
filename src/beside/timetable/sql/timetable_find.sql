-- owner: beside_placer
-- Pupils of a cycle whose names are like what was typed, likest first.
CREATE OR REPLACE FUNCTION timetable_find(p_cycle uuid, p_exact text[], p_near text[])
RETURNS TABLE (person uuid, name text, hint text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH named AS MATERIALIZED ({{found_by_name}}),
  taking_part AS (
    {{others_taking_part:timetable_cycle}}
      AND s.id = p_cycle)
  SELECT taking_part.* FROM taking_part JOIN named USING (person)
  ORDER BY named.rank DESC, 2, 3 LIMIT 300
$$;
