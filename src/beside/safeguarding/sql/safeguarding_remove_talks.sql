-- owner: none
-- Removes talks whose time is over; of none that was passed on, is about an adult, or is held.
CREATE OR REPLACE FUNCTION safeguarding_remove_talks(p_talks uuid[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_talks uuid[]; v_count integer;
BEGIN
  IF current_setting('role') <> 'beside_keeper' THEN
    RAISE EXCEPTION 'only the keeper removes talks' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT array_agg(t.id) INTO v_talks FROM safeguarding_talk t
  WHERE t.id = ANY (p_talks) AND t.outcome = 'nothing' AND NOT t.about_adult AND t.route = 'lead'
    AND NOT EXISTS (
      SELECT FROM safeguarding_hold h WHERE h.pupil_id = t.pupil_id AND h.lifted_at IS NULL);
  DELETE FROM safeguarding_talkentry WHERE talk_id = ANY (v_talks);
  DELETE FROM safeguarding_talk WHERE id = ANY (v_talks);
  GET DIAGNOSTICS v_count = ROW_COUNT;
  RETURN v_count;
END $$;
