-- owner: beside_keeper
-- Takes an open talk, when a block begins, from a reader who is blocked: it waits for the lead;
-- words from one to the other are taken back.
CREATE OR REPLACE FUNCTION safeguarding_block_begins() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE two uuid[] := ARRAY[NEW.actor_id, NEW.pupil_id];
BEGIN
  IF NEW.starts > beside_today() OR NEW.ends <= beside_today() THEN RETURN NEW; END IF;
  UPDATE safeguarding_talk SET reader_id = NULL
  WHERE closed_at IS NULL AND pupil_id = ANY (two) AND reader_id = ANY (two);
  UPDATE safeguarding_topupil SET withdrawn_at = now(),
    status = CASE status WHEN 'sent' THEN status ELSE 'withdrawn' END
  WHERE withdrawn_at IS NULL AND pupil_id = ANY (two) AND writer_id = ANY (two);
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER safeguarding_block_begins AFTER INSERT OR UPDATE ON access_block
FOR EACH ROW EXECUTE FUNCTION safeguarding_block_begins();
