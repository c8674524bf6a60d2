array_to_tsvector(array_remove(string_to_array(
      lower(p.given_name || ' ' || p.family_name || ' ' || p.preferred_name), ' '), ''))
