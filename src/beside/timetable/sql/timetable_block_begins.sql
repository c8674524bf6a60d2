-- owner: beside_placer
-- Ends what a block forbids in choice time, when it begins.
CREATE OR REPLACE FUNCTION timetable_block_begins() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE apart uuid[] := ARRAY[NEW.actor_id, NEW.pupil_id];
BEGIN
  IF NEW.starts > beside_today() OR NEW.ends <= beside_today() THEN RETURN NEW; END IF;
  UPDATE timetable_seat t SET ended_at = now()
  FROM timetable_session s JOIN timetable_period d ON d.id = s.period_id
  WHERE s.id = t.session_id AND t.ended_at IS NULL AND t.pupil_id = ANY (apart)
    AND d.starts_at >= beside_today() AND (t.leader_id = ANY (apart) OR {{kept_apart}});
  UPDATE timetable_waiting t SET ended_at = now() FROM timetable_session s
  WHERE s.id = t.session_id AND t.ended_at IS NULL AND t.pupil_id = ANY (apart) AND {{kept_apart}};
  UPDATE timetable_invite t SET ended_at = now() FROM timetable_session s
  WHERE s.id = t.session_id AND t.ended_at IS NULL AND t.pupil_id = ANY (apart)
    AND (t.by_id = ANY (apart) OR {{kept_apart}});
  UPDATE timetable_peertutor SET ended_at = now()
  WHERE ended_at IS NULL AND pupil_id = ANY (apart) AND leader_id = ANY (apart);
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER timetable_block_begins AFTER INSERT OR UPDATE ON access_block
FOR EACH ROW EXECUTE FUNCTION timetable_block_begins();
