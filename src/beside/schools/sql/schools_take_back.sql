-- owner: none
-- Removes what an import of the last 30 days made, as far as nothing else hangs on it.
CREATE OR REPLACE FUNCTION schools_take_back(p_import uuid, p_kind text, p_sources text[])
RETURNS TABLE (source text, held_by text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_made text[]; v_source text; v_table text;
BEGIN
  IF current_setting('role') <> 'beside_roll' THEN
    RAISE EXCEPTION 'only the roll takes an import back' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT array_agg(change ->> 'id') INTO v_made
  FROM schools_rollimport i, jsonb_array_elements(i.plan -> 'changes') AS change
  WHERE i.id = p_import AND i.status = 'applied' AND i.applied_at > now() - interval '30 days'
    AND change ->> 'op' = 'add' AND change ->> 'kind' = p_kind
    AND change ->> 'id' = ANY (p_sources);
  SET CONSTRAINTS ALL IMMEDIATE;
  BEGIN
    PERFORM schools_remove(p_kind, v_made);
  EXCEPTION WHEN foreign_key_violation THEN
    FOREACH v_source IN ARRAY coalesce(v_made, '{}') LOOP
      BEGIN
        PERFORM schools_remove(p_kind, ARRAY[v_source]);
      EXCEPTION WHEN foreign_key_violation THEN
        GET STACKED DIAGNOSTICS v_table = TABLE_NAME;
        source := v_source; held_by := v_table;
        RETURN NEXT;
      END;
    END LOOP;
  END;
  SET CONSTRAINTS ALL DEFERRED;
END $$;
