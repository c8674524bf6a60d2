-- owner: beside_roll
-- Ends, when a block begins, the standings by which one of the two is beside the other.
CREATE OR REPLACE FUNCTION access_block_begins() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.starts > beside_today() OR NEW.ends <= beside_today() THEN RETURN NEW; END IF;
  UPDATE access_standing s SET ends = greatest(beside_today(), s.starts)
  WHERE s.basis IN ('beside', 'mentor') AND (s.ends IS NULL OR s.ends > beside_today())
    AND s.actor_id IN (NEW.actor_id, NEW.pupil_id) AND s.scope_id IN (NEW.actor_id, NEW.pupil_id);
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER access_block_begins AFTER INSERT OR UPDATE ON access_block
FOR EACH ROW EXECUTE FUNCTION access_block_begins();
