-- owner: beside_reckoner
-- Who teaches the actor or shares their tutor group, for a form without typing.
CREATE OR REPLACE FUNCTION ties_closest(p_round uuid, p_question text)
RETURNS TABLE (person uuid, name text, hint text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH here AS ({{asked_at}}),
  mine AS (
    SELECT m.group_id FROM schools_membership m
    WHERE m.person_id = beside_actor() AND m.role = 'pupil' AND {{in_force:m}}
    UNION
    SELECT e.tutor_group_id FROM schools_enrolment e WHERE e.person_id = beside_actor())
  SELECT DISTINCT p.subject_id, {{name}}, ''
  FROM here, mine JOIN schools_group g ON g.id = mine.group_id
  JOIN schools_membership m ON m.group_id = g.id AND {{in_force:m}}
  JOIN schools_person p ON p.subject_id = m.person_id
  WHERE g.school_id = here.school_id AND p.subject_id <> beside_actor()
    AND CASE p_question WHEN 'adult' THEN m.role <> 'pupil'
        ELSE m.role = 'pupil' AND g.kind = 'tutor_group' END
    AND {{not_apart}}
  ORDER BY 2 LIMIT 40
$$;
