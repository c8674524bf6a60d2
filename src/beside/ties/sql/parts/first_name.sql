coalesce(nullif(p.preferred_name, ''), nullif(p.given_name, ''), p.family_name)
