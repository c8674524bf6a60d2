-- owner: beside_roll
-- Refuses, while an import for one school runs, to write what belongs to another school.
CREATE OR REPLACE FUNCTION schools_keep_school() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE own uuid := current_setting('beside.school', true)::uuid; other boolean;
BEGIN
  CASE TG_TABLE_NAME
    WHEN 'schools_school' THEN other := NEW.id <> own;
    WHEN 'schools_membership' THEN
      other := NOT EXISTS (SELECT FROM schools_group g WHERE g.id = NEW.group_id AND g.school_id = own);
    WHEN 'schools_familylink' THEN
      other := NOT EXISTS (
        SELECT FROM schools_enrolment e WHERE e.person_id = NEW.pupil_id AND e.school_id = own);
    ELSE other := NEW.school_id <> own;
  END CASE;
  IF other THEN RAISE EXCEPTION 'another_school' USING ERRCODE = 'check_violation'; END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER schools_of_its_school BEFORE INSERT OR UPDATE ON schools_school
FOR EACH ROW WHEN (current_setting('beside.school', true) <> '') EXECUTE FUNCTION schools_keep_school();
CREATE OR REPLACE TRIGGER schools_of_its_school BEFORE INSERT OR UPDATE ON schools_group
FOR EACH ROW WHEN (current_setting('beside.school', true) <> '') EXECUTE FUNCTION schools_keep_school();
CREATE OR REPLACE TRIGGER schools_of_its_school BEFORE INSERT OR UPDATE ON schools_post
FOR EACH ROW WHEN (current_setting('beside.school', true) <> '') EXECUTE FUNCTION schools_keep_school();
CREATE OR REPLACE TRIGGER schools_of_its_school BEFORE INSERT OR UPDATE ON schools_enrolment
FOR EACH ROW WHEN (current_setting('beside.school', true) <> '') EXECUTE FUNCTION schools_keep_school();
CREATE OR REPLACE TRIGGER schools_of_its_school BEFORE INSERT OR UPDATE ON schools_membership
FOR EACH ROW WHEN (current_setting('beside.school', true) <> '') EXECUTE FUNCTION schools_keep_school();
CREATE OR REPLACE TRIGGER schools_of_its_school BEFORE INSERT OR UPDATE ON schools_familylink
FOR EACH ROW WHEN (current_setting('beside.school', true) <> '') EXECUTE FUNCTION schools_keep_school();
