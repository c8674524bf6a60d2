-- owner: beside_placer
-- Refuses a pupil in a team with somebody from whom they are kept apart.
CREATE OR REPLACE FUNCTION enrichment_hold_member() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE other uuid;
BEGIN
  PERFORM FROM enrichment_team WHERE id = NEW.team_id FOR NO KEY UPDATE;
  FOR other IN
    SELECT m.pupil_id FROM enrichment_member m
    WHERE m.team_id = NEW.team_id AND m.ended_at IS NULL AND m.pupil_id <> NEW.pupil_id
  LOOP
    PERFORM access_hold_pair(NEW.pupil_id, other);
  END LOOP;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER enrichment_member_kept_apart
BEFORE INSERT OR UPDATE OF team_id, pupil_id, ended_at ON enrichment_member
FOR EACH ROW WHEN (NEW.ended_at IS NULL) EXECUTE FUNCTION enrichment_hold_member();
