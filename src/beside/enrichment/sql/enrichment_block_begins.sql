-- owner: beside_placer
-- Takes out of a team, when a block begins, whoever is blocked from a pupil in it.
--
-- A helper no longer helps the team. Of two pupils the one who is blocked from the other leaves it.
CREATE OR REPLACE FUNCTION enrichment_block_begins() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE teams uuid[];
BEGIN
  IF NEW.starts > beside_today() OR NEW.ends <= beside_today() THEN RETURN NEW; END IF;
  teams := ARRAY(
    SELECT m.team_id FROM enrichment_member m
    WHERE m.ended_at IS NULL AND m.pupil_id IN (NEW.actor_id, NEW.pupil_id)
      AND m.helper_id IN (NEW.actor_id, NEW.pupil_id));
  UPDATE enrichment_member SET helper_id = NULL WHERE ended_at IS NULL AND team_id = ANY (teams);
  UPDATE enrichment_teampage SET helper_id = NULL WHERE team_id = ANY (teams);
  teams := ARRAY(
    SELECT m.team_id FROM enrichment_member m
    JOIN enrichment_member o ON o.team_id = m.team_id AND o.ended_at IS NULL
    WHERE m.ended_at IS NULL AND m.pupil_id = NEW.actor_id AND o.pupil_id = NEW.pupil_id);
  UPDATE enrichment_member SET ended_at = now()
  WHERE ended_at IS NULL AND team_id = ANY (teams) AND pupil_id = NEW.actor_id;
  UPDATE enrichment_teampage SET pupils = array_remove(pupils, NEW.actor_id)
  WHERE team_id = ANY (teams);
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER enrichment_block_begins AFTER INSERT OR UPDATE ON access_block
FOR EACH ROW EXECUTE FUNCTION enrichment_block_begins();
