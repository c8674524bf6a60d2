-- owner: none
-- Removes rows of the roll of one kind; called by schools_take_back alone, in the name of the owner.
CREATE OR REPLACE FUNCTION schools_remove(p_kind text, p_sources text[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE v_people uuid[];
BEGIN
  CASE p_kind
    WHEN 'membership' THEN DELETE FROM schools_membership WHERE source_id = ANY (p_sources);
    WHEN 'family_link' THEN DELETE FROM schools_familylink WHERE source_id = ANY (p_sources);
    WHEN 'post' THEN DELETE FROM schools_post WHERE source_id = ANY (p_sources);
    WHEN 'enrolment' THEN DELETE FROM schools_enrolment WHERE source_id = ANY (p_sources);
    WHEN 'group' THEN DELETE FROM schools_group WHERE source_id = ANY (p_sources);
    WHEN 'course' THEN DELETE FROM schools_course WHERE source_id = ANY (p_sources);
    WHEN 'term' THEN DELETE FROM schools_term WHERE source_id = ANY (p_sources);
    WHEN 'school' THEN DELETE FROM schools_school WHERE source_id = ANY (p_sources);
    WHEN 'person' THEN
      SELECT array_agg(subject_id) INTO v_people FROM schools_person
      WHERE source_id = ANY (p_sources);
      DELETE FROM schools_person WHERE subject_id = ANY (v_people);
      DELETE FROM access_belonging WHERE person_id = ANY (v_people) AND source LIKE 'roll:%';
      DELETE FROM access_standing WHERE actor_id = ANY (v_people) AND source LIKE 'roll:%';
      DELETE FROM access_subject WHERE id = ANY (v_people);
  END CASE;
END $$;
