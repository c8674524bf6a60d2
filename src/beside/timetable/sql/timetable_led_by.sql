-- owner: beside_placer
-- The sessions that an older pupil leads, for whoever sits there.
CREATE OR REPLACE FUNCTION timetable_led_by(p_cycle uuid)
RETURNS TABLE (session uuid, name text, year text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.session_id, {{name}}, e.year_group FROM timetable_peertutor t
  JOIN timetable_period d ON d.id = t.period_id AND d.cycle_id = p_cycle
  JOIN schools_person p ON p.subject_id = t.pupil_id
  JOIN schools_enrolment e ON e.person_id = t.pupil_id AND e.school_id = t.school_id
    AND {{in_force:e}}
  WHERE t.ended_at IS NULL AND t.answer = 'yes' AND {{not_apart}} AND (
    EXISTS (
      SELECT FROM schools_enrolment me WHERE me.person_id = beside_actor()
        AND me.school_id = t.school_id AND {{in_force:me}})
    OR EXISTS (
      SELECT FROM schools_post o WHERE o.person_id = beside_actor()
        AND o.school_id = t.school_id AND {{in_force:o}}))
$$;
