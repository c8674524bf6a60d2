-- owner: beside_reckoner
-- The older pupils beside the actor: a first name and a form.
CREATE OR REPLACE FUNCTION ties_my_mentors()
RETURNS TABLE (person uuid, name text, hint text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT p.subject_id, {{first_name}}, coalesce(g.name, '')
  FROM ties_commitment c
  JOIN ties_mentoring m ON m.pupil_id = c.adult_id AND m.ends IS NULL
  JOIN schools_person p ON p.subject_id = c.adult_id
  JOIN schools_enrolment e ON e.person_id = p.subject_id AND {{in_force:e}}
  LEFT JOIN schools_group g ON g.id = e.tutor_group_id
  WHERE c.pupil_id = beside_actor() AND {{not_apart}}
$$;
