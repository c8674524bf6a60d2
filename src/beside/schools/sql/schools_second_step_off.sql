-- owner: none
-- Whether nobody is asked for a second step: where there is a made-up school, and no other.
CREATE OR REPLACE FUNCTION schools_second_step_off() RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT coalesce(bool_and(fictional), false) FROM schools_federation
$$;
