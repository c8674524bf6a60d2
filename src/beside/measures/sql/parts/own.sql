SELECT
  person,
  MAX(CASE WHEN this AND asked THEN 1 ELSE 0 END) AS asked,
  MAX(CASE WHEN this AND asked AND answered THEN 1 ELSE 0 END) AS answered,
  MAX(CASE WHEN NOT this AND asked AND answered THEN 1 ELSE 0 END) AS answered_another,
  MAX(CASE WHEN this AND reason = 'declined' THEN 1 ELSE 0 END) AS declined,
  COALESCE(
    CASE
      WHEN MIN(CASE
        WHEN NOT this OR reason IN ('absent', 'left', 'new', 'not_on_roll') THEN 1 ELSE 0
      END) = 1
      THEN MIN(CASE WHEN this THEN reason END)
    END,
    ''
  ) AS away,
  MAX(CASE WHEN this THEN 1 ELSE 0 END) AS has_row
FROM (
  SELECT person, asked, answered, reason, question = CAST(:pupil_question AS VARCHAR) AS this
  FROM heard
) AS row_of_mine
GROUP BY person
