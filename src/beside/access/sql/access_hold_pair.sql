-- owner: beside_reach
-- Refuses that two people are put together between whom a block stands today, or will by a day.
--
-- Whoever puts two together and whoever writes a block between them hold the same lock, so that one
-- of them sees the other. It is tried and not waited for: a block that is being written must never
-- wait for somebody who waits for it.
CREATE OR REPLACE FUNCTION access_hold_pair(one uuid, other uuid, until date DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE held boolean := false;
BEGIN
  IF one IS NULL OR other IS NULL OR one = other THEN RETURN; END IF;
  FOR tried IN 1..20 LOOP
    held := pg_try_advisory_xact_lock_shared(7461, access_pair(one, other));
    EXIT WHEN held;
    PERFORM pg_sleep(0.05);
  END LOOP;
  IF NOT held OR EXISTS (
    SELECT FROM access_block k
    WHERE ((k.actor_id = one AND k.pupil_id = other) OR (k.actor_id = other AND k.pupil_id = one))
      AND {{in_force_by:k}})
  THEN RAISE EXCEPTION 'kept_apart' USING ERRCODE = 'check_violation';
  END IF;
END $$;
