-- owner: beside_reckoner
-- Names of people of the survey's school, by id.
CREATE OR REPLACE FUNCTION ties_names(p_round uuid, p_people uuid[])
RETURNS TABLE (person uuid, name text, hint text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.subject_id, {{name}}, coalesce(g.name, o.title, '')
  FROM ({{asked_at}}) here
  JOIN schools_person p ON p.subject_id = ANY (p_people)
  LEFT JOIN schools_enrolment e ON e.person_id = p.subject_id AND e.school_id = here.school_id
  LEFT JOIN schools_group g ON g.id = e.tutor_group_id
  LEFT JOIN LATERAL (
    SELECT max(t.title) AS title, true AS is_staff FROM schools_post t
    WHERE t.person_id = p.subject_id AND t.school_id = here.school_id
    HAVING count(*) > 0) o ON true
  WHERE (e.id IS NOT NULL OR o.is_staff OR EXISTS (
    SELECT FROM schools_familylink f
    WHERE f.pupil_id = beside_actor() AND f.carer_id = p.subject_id))
    AND {{not_apart}}
$$;
