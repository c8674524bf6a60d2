-- owner: none
-- The browser to which the actor's drafts are bound; empty for an account that is open.
CREATE OR REPLACE FUNCTION beside_browser() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('beside.browser', true), '') $$;
