-- owner: beside_keeper
-- Whoever looks after a concern lets one more person at it, never one whom it goes past.
CREATE OR REPLACE FUNCTION safeguarding_share(p_concern uuid, p_reader uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE safeguarding_concern c SET readers = c.readers || p_reader
  WHERE c.id = p_concern AND p_reader <> ALL (c.past) AND p_reader <> ALL (c.readers)
    AND beside_actor() <> ALL (c.past)
    AND c.scope_id = ANY (beside_scopes(ARRAY[
      CASE c.route WHEN 'lead' THEN 'safeguarding_lead' ELSE c.route END]));
  RETURN FOUND;
END $$;
