-- owner: none
-- The day told to the database for this transaction.
CREATE OR REPLACE FUNCTION beside_today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(nullif(current_setting('beside.today', true), '')::date, current_date) $$;
