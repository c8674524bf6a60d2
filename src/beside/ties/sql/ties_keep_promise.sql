-- owner: none
-- Refuses a change of the promise once anybody has begun to answer.
CREATE OR REPLACE FUNCTION ties_keep_promise() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.promise <> OLD.promise AND ties_begun(OLD.id) THEN
    RAISE EXCEPTION 'promise_frozen' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER ties_promise BEFORE UPDATE ON ties_round
FOR EACH ROW EXECUTE FUNCTION ties_keep_promise();
