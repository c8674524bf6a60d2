-- owner: none
-- Who asks: the subject told to the database for this transaction.
CREATE OR REPLACE FUNCTION beside_actor() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('beside.actor', true), '')::uuid $$;
