-- owner: beside_reckoner
-- The pupils to whom the actor is a mentor: a first name and a form.
CREATE OR REPLACE FUNCTION ties_mentored()
RETURNS TABLE (person uuid, name text, hint text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.subject_id, {{first_name}}, coalesce(g.name, '')
  FROM schools_person p
  JOIN schools_enrolment e ON e.person_id = p.subject_id AND {{in_force:e}}
  LEFT JOIN schools_group g ON g.id = e.tutor_group_id
  WHERE p.subject_id = ANY ((SELECT beside_scopes(ARRAY['mentor']))::uuid[]) AND {{not_apart}}
$$;
