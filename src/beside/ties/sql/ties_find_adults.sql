-- owner: beside_reckoner
-- Adults at the pupil's own school whose names begin as typed.
CREATE OR REPLACE FUNCTION ties_find_adults(p_typed text)
RETURNS TABLE (person uuid, name text, hint text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH{{my_adults}}
  SELECT p.subject_id, {{name}}, here.hint
  FROM here JOIN schools_person p ON p.subject_id = here.person_id
  WHERE {{words_of_a_name}} @@ p_typed::tsquery
    AND {{not_apart}}
  ORDER BY 2, 3 LIMIT 8
$$;
