-- owner: beside_reckoner
-- Adults at the pupil's own school whose names are like what was typed, likest first.
CREATE OR REPLACE FUNCTION ties_find_adults(p_exact text[], p_near text[])
RETURNS TABLE (person uuid, name text, hint text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH{{my_adults}},
  named AS MATERIALIZED ({{found_by_name}})
  SELECT named.person, named.name, here.hint
  FROM here JOIN named ON named.person = here.person_id
  ORDER BY named.rank DESC, 2, 3 LIMIT 300
$$;
