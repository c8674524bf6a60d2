"""What a pupil wrote is never rewritten, nor given to somebody else; the database holds it too."""

CHANGED = "thank_you_changed"

KEPT = f"""
CREATE OR REPLACE FUNCTION recognition_keep_words() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.school_id, NEW.pupil_id, NEW.adult_id, NEW.at)
       IS DISTINCT FROM (OLD.school_id, OLD.pupil_id, OLD.adult_id, OLD.at)
     OR NEW.words NOT IN (OLD.words, '')
     OR (OLD.status = 'taken_back' AND NEW.status <> OLD.status) THEN
    RAISE EXCEPTION '{CHANGED}' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$"""

TRIGGER = """
CREATE OR REPLACE TRIGGER recognition_words BEFORE UPDATE ON recognition_thankyou
FOR EACH ROW EXECUTE FUNCTION recognition_keep_words()"""


def function_sql() -> list[str]:
    """The SQL of the words that stay."""
    return [KEPT, TRIGGER]
