-- owner: beside_roll
-- Refuses a yes of whoever asked, of whoever would gain, and of whoever holds no post for it; to
-- what speaks of a court of everybody but the safeguarding lead.
CREATE OR REPLACE FUNCTION schools_keep_approval() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE asked schools_held;
BEGIN
  SELECT * INTO asked FROM schools_held WHERE id = NEW.held_id;
  IF asked.rule = 'court' AND (NEW.by_id = ANY (asked.people) OR NOT EXISTS (
       SELECT FROM schools_post p
       WHERE p.person_id = NEW.by_id AND p.school_id = asked.school_id AND {{in_force:p}}
         AND p.kind = 'safeguarding_lead'))
  THEN RAISE EXCEPTION 'not_yours_to_say' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.by_id IS DISTINCT FROM beside_actor()
     OR (NEW.by_id = asked.asked_by_id AND asked.rule <> 'court')
     OR (NEW.by_id = ANY (asked.people) AND asked.rule <> 'ending')
     OR (NEW.by_id <> ALL (asked.people) AND NOT EXISTS (
       SELECT FROM schools_post p
       WHERE p.person_id = NEW.by_id AND p.school_id = asked.school_id AND {{in_force:p}}
         AND p.kind IN {{says_yes}}))
  THEN RAISE EXCEPTION 'not_yours_to_say' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER schools_approval_is_theirs BEFORE INSERT OR UPDATE ON schools_approval
FOR EACH ROW EXECUTE FUNCTION schools_keep_approval();
