-- owner: none
-- What else was told for this transaction: 'sign-in' while somebody comes with a secret.
CREATE OR REPLACE FUNCTION beside_door() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('beside.door', true), '') $$;
