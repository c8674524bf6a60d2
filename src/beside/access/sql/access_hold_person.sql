-- owner: beside_reach
-- Everybody from whom somebody is kept apart today, or will be by a day, held until what asks is kept.
--
-- Whoever writes a block about this person waits until then, so that one of the two sees the other.
-- As between two people it is tried and not waited for; whoever does not get it is refused.
CREATE OR REPLACE FUNCTION access_hold_person(person uuid, until date DEFAULT NULL) RETURNS uuid[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE held boolean := false;
BEGIN
  FOR tried IN 1..20 LOOP
    held := pg_try_advisory_xact_lock_shared(7462, hashtext(person::text) & 255);
    EXIT WHEN held;
    PERFORM pg_sleep(0.05);
  END LOOP;
  IF NOT held THEN RAISE EXCEPTION 'kept_apart' USING ERRCODE = 'check_violation'; END IF;
  RETURN beside_apart_from(person, until);
END $$;
