-- owner: beside_roll
-- Refuses a standing with rights that no post carries there, and the end of one that a post does.
CREATE OR REPLACE FUNCTION schools_keep_standings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE carried boolean; ended boolean := coalesce(NEW.ends <= beside_today(), false);
BEGIN
  IF beside_actor() IS NULL THEN RETURN NEW; END IF;
  SELECT EXISTS (
    SELECT FROM schools_post p
    WHERE p.person_id = NEW.actor_id AND NEW.source = 'roll:' || p.school_id
      AND (p.ends IS NULL OR p.ends > beside_today())
      AND (NEW.basis = 'federation_lead' OR EXISTS (
        SELECT FROM access_place place
        WHERE place.scope_id = NEW.scope_id AND place.school_id = p.school_id
          AND (p.kind <> 'head_of_year' OR place.year_group = p.year_group)))
      AND CASE NEW.basis
        WHEN 'safeguarding_lead' THEN p.kind IN ('safeguarding_lead', 'safeguarding_deputy')
        WHEN 'organiser' THEN p.kind IN ('organiser', 'head', 'head_of_year')
        ELSE p.kind = NEW.basis END)
  INTO carried;
  IF carried = ended THEN
    RAISE EXCEPTION 'standing_without_its_post' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER schools_standing_has_its_post BEFORE INSERT OR UPDATE ON access_standing
FOR EACH ROW WHEN (NEW.basis IN {{strong_bases}}) EXECUTE FUNCTION schools_keep_standings();
