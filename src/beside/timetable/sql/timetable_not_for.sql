-- owner: beside_placer
-- The sessions of a cycle that are not for a pupil, because of a block.
CREATE OR REPLACE FUNCTION timetable_not_for(p_cycle uuid, p_pupil uuid) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE apart uuid[] := beside_apart_from(
  p_pupil, (SELECT c.last_day FROM timetable_cycle c WHERE c.id = p_cycle));
BEGIN
  IF cardinality(apart) = 0 OR NOT (
    p_pupil = beside_actor() OR current_setting('role') = 'beside_placer'
    OR EXISTS (SELECT 1 FROM access_belonging reach WHERE reach.person_id = p_pupil AND reach.scope_id = ANY ((SELECT beside_scopes(ARRAY['tutor', 'head_of_year']::text[]))::uuid[]) AND reach.person_id <> ALL ((SELECT beside_blocked())::uuid[]) AND {{in_force:reach}}))
  THEN RETURN ARRAY[]::uuid[];
  END IF;
  RETURN ARRAY(
    SELECT s.id FROM timetable_session s
    JOIN timetable_period d ON d.id = s.period_id AND d.cycle_id = p_cycle
    WHERE {{kept_apart}});
END $$;
