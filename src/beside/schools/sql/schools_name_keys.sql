-- owner: none
-- The keys under which a name is found, as schools.rules.finding has them. A change needs a migration that builds the index anew.
CREATE OR REPLACE FUNCTION schools_name_keys(name text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  WITH folded AS (
    SELECT regexp_replace(replace(replace(replace(translate(
      lower(normalize(name, NFKD)), 'łŁøØđĐðÐıħĦ', 'llooddddihh'),
      'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), '[\u0300-\u036f''’‘ʼ`´.]', '', 'g') AS text),
  split AS (
    SELECT word, place FROM folded,
      regexp_split_to_table(text, '[\s,;/_()\u2010-\u2015-]+') WITH ORDINALITY AS s (word, place)
    WHERE word <> ''),
  numbered AS (SELECT word, row_number() OVER (ORDER BY place) AS place FROM split),
  words AS (
    SELECT word FROM numbered
    UNION
    SELECT a.word || b.word FROM numbered a JOIN numbered b ON b.place = a.place + 1),
  prefixes AS (SELECT DISTINCT left(word, size) AS text FROM words, generate_series(2, 7) size),
  heard AS (
    SELECT left(text, 1) AS first, substr(text, 2) AS rest
    FROM words, translate(replace(replace(word, 'ph', 'f'), 'x', 'ks'), 'cqz', 'kks') AS text),
  sounds AS (
    SELECT first, regexp_replace(regexp_replace(rest, '[aeiouyhw]', '', 'g'), '(.)\1+', '\1', 'g') AS rest
    FROM heard)
  SELECT coalesce(array_agg(DISTINCT key), '{}') FROM (
    SELECT '^' || text AS key FROM prefixes
    UNION ALL
    SELECT text FROM prefixes
    UNION ALL
    SELECT left(text, place - 1) || substr(text, place + 1)
    FROM prefixes, generate_series(1, length(text)) place WHERE length(text) > 2
    UNION ALL
    SELECT '*' || first || left(rest, 5) FROM sounds WHERE length(rest) > 1) keys
$$;
