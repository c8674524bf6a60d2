-- owner: beside_roll
-- Refuses to give or end a post with rights unless another person has said yes. The operator, for
-- whom nobody acts, may; so may whoever starts a school that nobody else has come into.
CREATE OR REPLACE FUNCTION schools_keep_posts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE was schools_post;
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF beside_actor() IS NOT NULL AND OLD.kind IN {{strong_posts}}
       AND (OLD.ends IS NULL OR OLD.ends > beside_today()) AND schools_is_used(OLD.school_id)
    THEN RAISE EXCEPTION 'needs_another_yes' USING ERRCODE = 'check_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF beside_actor() IS NULL THEN RETURN NEW; END IF;
  SELECT * INTO was FROM schools_post WHERE id = NEW.id;
  IF was.id IS NOT NULL
     AND (was.person_id, was.school_id, was.kind, was.year_group, was.starts, was.ends)
       IS NOT DISTINCT FROM
         (NEW.person_id, NEW.school_id, NEW.kind, NEW.year_group, NEW.starts, NEW.ends)
  THEN RETURN NEW; END IF;
  IF coalesce(was.kind, NEW.kind) NOT IN {{strong_posts}} AND NEW.kind NOT IN {{strong_posts}}
  THEN RETURN NEW; END IF;
  IF was.id IS NULL AND NEW.ends <= beside_today() THEN RETURN NEW; END IF;
  IF NOT schools_is_used(NEW.school_id) AND NOT (
    NEW.person_id = beside_actor() AND NEW.kind IN
    ('safeguarding_lead', 'safeguarding_deputy', 'chair', 'federation_lead'))
  THEN RETURN NEW; END IF;
  IF NOT schools_enough(
    NEW.school_id, ARRAY['grant:' || NEW.source_id, 'ending:' || NEW.source_id])
  THEN RAISE EXCEPTION 'needs_another_yes' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER schools_post_has_its_yes BEFORE INSERT OR UPDATE OR DELETE
ON schools_post FOR EACH ROW EXECUTE FUNCTION schools_keep_posts();
