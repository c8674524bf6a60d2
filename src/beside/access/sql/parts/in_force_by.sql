($1.starts IS NULL OR $1.starts <= greatest((SELECT beside_today()), until))
    AND ($1.ends IS NULL OR $1.ends > (SELECT beside_today()))
