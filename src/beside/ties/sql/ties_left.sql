-- owner: beside_reckoner
-- How many pupils of the actor's years left between two surveys.
CREATE OR REPLACE FUNCTION ties_left(p_before uuid, p_after uuid)
RETURNS TABLE (year_group text, tutor_group text, pupils bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.year_group, coalesce(g.name, '–'), count(*)
  FROM ties_state s JOIN ties_round r ON r.id = s.round_id
  JOIN schools_enrolment e ON e.person_id = s.pupil_id AND e.school_id = r.school_id
  LEFT JOIN schools_group g ON g.id = e.tutor_group_id
  WHERE s.round_id = p_before AND s.need = 'adult' AND e.ends <= beside_today()
    AND NOT EXISTS (
      SELECT FROM ties_state n
      WHERE n.round_id = p_after AND n.need = 'adult' AND n.pupil_id = s.pupil_id)
    AND s.pupil_id <> ALL ((SELECT beside_blocked())::uuid[])
    AND EXISTS (
      SELECT FROM access_belonging b WHERE b.person_id = s.pupil_id
        AND b.scope_id = ANY ((SELECT beside_scopes(ARRAY['head_of_year']))::uuid[]))
  GROUP BY 1, 2
$$;
