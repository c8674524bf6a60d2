-- owner: beside_roll
-- Whether anybody but the actor has come into a school by any door.
CREATE OR REPLACE FUNCTION schools_is_used(p_school uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM (
      SELECT a.subject_id FROM access_account a WHERE a.last_login IS NOT NULL
      UNION SELECT r.subject_id FROM access_arrival r) came
    WHERE came.subject_id IS DISTINCT FROM beside_actor() AND (
      EXISTS (SELECT FROM schools_post p
              WHERE p.person_id = came.subject_id AND p.school_id = p_school)
      OR EXISTS (SELECT FROM schools_enrolment e
                 WHERE e.person_id = came.subject_id AND e.school_id = p_school)
      OR EXISTS (SELECT FROM schools_familylink l
                 JOIN schools_enrolment e ON e.person_id = l.pupil_id
                 WHERE l.carer_id = came.subject_id AND e.school_id = p_school)))
$$;
