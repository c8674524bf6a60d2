-- owner: none
-- Refuses that words to a pupil are rewritten, passed on by a party to them, or come back.
CREATE OR REPLACE FUNCTION safeguarding_keep_to_pupil() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE mine text[] := ARRAY['status', 'decided_by_id', 'decided_at', 'shown_at', 'withdrawn_at'];
BEGIN
  IF NOT NEW.past @> ARRAY[NEW.writer_id, NEW.pupil_id] THEN
    RAISE EXCEPTION 'to_pupil_past' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.status NOT IN ('waiting', 'withdrawn', 'sent') THEN
      RAISE EXCEPTION 'to_pupil_read_first' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF to_jsonb(NEW) = to_jsonb(OLD) THEN RETURN NEW; END IF;
  IF (to_jsonb(NEW) - mine) IS DISTINCT FROM (to_jsonb(OLD) - mine)
     OR OLD.status = 'withdrawn'
     OR (NEW.status = 'sent' AND (NEW.shown_at <> OLD.shown_at OR NEW.decided_by_id IS NOT NULL))
     OR (NEW.status NOT IN ('withdrawn', 'sent') AND (
       NEW.decided_by_id IS DISTINCT FROM beside_actor() OR beside_actor() = ANY (NEW.past))) THEN
    RAISE EXCEPTION 'to_pupil_changed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER safeguarding_to_pupil_kept BEFORE INSERT OR UPDATE
ON safeguarding_topupil FOR EACH ROW EXECUTE FUNCTION safeguarding_keep_to_pupil();
