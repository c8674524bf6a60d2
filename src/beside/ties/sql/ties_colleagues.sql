-- owner: beside_reckoner
-- Who was asked in a staff meeting, for whoever has the code on the screen.
CREATE OR REPLACE FUNCTION ties_colleagues(p_code text, p_now timestamptz)
RETURNS TABLE (round uuid, person uuid, name text, joined boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.id, p.subject_id,
         {{name}},
         q.joined_at IS NOT NULL
  FROM ties_round r
  JOIN ties_respondent q ON q.round_id = r.id AND q.question = 'staff_knows' AND q.asked
  JOIN schools_person p ON p.subject_id = q.person_id
  WHERE p_code <> '' AND r.door_code = p_code AND r.status = 'open' AND r.door_closes_at > p_now
  ORDER BY p.family_name, p.given_name
$$;
