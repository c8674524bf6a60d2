-- owner: beside_roll
-- Ends, when a block begins, what one of the two has taken on for the other, was asked to or offered.
CREATE OR REPLACE FUNCTION ties_block_begins() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE two uuid[] := ARRAY[NEW.actor_id, NEW.pupil_id];
BEGIN
  IF NEW.starts > beside_today() OR NEW.ends <= beside_today() THEN RETURN NEW; END IF;
  UPDATE ties_commitment SET ends = greatest(beside_today(), starts), left_open = false
  WHERE ends IS NULL AND pupil_id = ANY (two) AND adult_id = ANY (two);
  UPDATE ties_approach SET ends = greatest(beside_today(), asked_on)
  WHERE ends IS NULL AND pupil_id = ANY (two) AND adult_id = ANY (two);
  UPDATE ties_gladly SET ended_at = now()
  WHERE ended_at IS NULL AND pupil_id = ANY (two) AND adult_id = ANY (two);
  UPDATE access_standing s SET ends = greatest(beside_today(), s.starts)
  FROM ties_mentoring m
  WHERE m.ends IS NULL AND m.pupil_id = ANY (two) AND m.looked_after_by_id = ANY (two)
    AND s.source = 'mentoring:' || m.id AND (s.ends IS NULL OR s.ends > beside_today());
  UPDATE ties_mentoring SET ends = greatest(beside_today(), invited_on)
  WHERE ends IS NULL AND pupil_id = ANY (two) AND looked_after_by_id = ANY (two);
  UPDATE ties_respondent SET helper_id = NULL
  WHERE helper_id = ANY (two) AND person_id = ANY (two) AND NOT answered;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER ties_block_begins AFTER INSERT OR UPDATE ON access_block
FOR EACH ROW EXECUTE FUNCTION ties_block_begins();
