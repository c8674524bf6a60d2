trim(coalesce(nullif(p.preferred_name, ''), p.given_name) || ' ' || p.family_name)
