-- owner: beside_reach
-- Everybody from whom the actor is kept apart today.
CREATE OR REPLACE FUNCTION beside_apart() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT beside_apart_from(beside_actor()) $$;
