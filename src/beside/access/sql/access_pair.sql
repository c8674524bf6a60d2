-- owner: none
-- One of 256 numbers for two people, whoever of them is named first: the lock between them.
CREATE OR REPLACE FUNCTION access_pair(one uuid, other uuid) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT hashtext(least(one, other)::text || greatest(one, other)::text) & 255
$$;
