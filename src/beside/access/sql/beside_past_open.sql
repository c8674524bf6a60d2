-- owner: none
-- Whether the actor sees what they said before: not with a key that somebody else made.
CREATE OR REPLACE FUNCTION beside_past_open() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('beside.past', true), '') <> 'shut' $$;
