-- owner: beside_reckoner
-- Who was asked in a staff meeting and still works there, for whoever has the code on the screen; a
-- pupil is not among them. With the number that their sessions hold for, and who let them in, if it was a colleague.
DROP FUNCTION IF EXISTS ties_colleagues(text, timestamptz);
CREATE OR REPLACE FUNCTION ties_colleagues(p_code text, p_now timestamptz)
RETURNS TABLE (
  round uuid, person uuid, name text, joined boolean, has_address boolean, number text, let_in_by uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.id, p.subject_id,
         {{name}},
         q.joined_at IS NOT NULL, p.email <> '', r.door_number || '.' || q.door_number,
         q.let_in_by_id
  FROM ties_round r
  JOIN ties_respondent q ON q.round_id = r.id AND q.question = 'staff_knows' AND q.asked
  JOIN schools_person p ON p.subject_id = q.person_id
  WHERE p_code <> '' AND r.door_code = p_code AND r.status = 'open' AND r.door_closes_at > p_now
    AND EXISTS (
      SELECT FROM schools_post w
      WHERE w.person_id = p.subject_id AND w.school_id = r.school_id AND {{in_force:w}})
    AND NOT EXISTS (
      SELECT FROM schools_enrolment e WHERE e.person_id = p.subject_id AND {{in_force:e}})
  ORDER BY p.family_name, p.given_name
$$;
