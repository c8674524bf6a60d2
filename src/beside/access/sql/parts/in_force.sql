($1.starts IS NULL OR $1.starts <= (SELECT beside_today()))
    AND ($1.ends IS NULL OR $1.ends > (SELECT beside_today()))
