-- owner: beside_reach
-- Refuses a row that puts two people together between whom a block stands. Every table whose line in
-- a permissions.py names a second person has this trigger; it is given the two columns.
CREATE OR REPLACE FUNCTION access_hold_apart() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE put jsonb := to_jsonb(NEW);
BEGIN
  PERFORM access_hold_pair((put ->> TG_ARGV[0])::uuid, (put ->> TG_ARGV[1])::uuid);
  RETURN NEW;
END $$;
