SELECT DISTINCT ego, other FROM counted WHERE other IS NOT NULL
UNION ALL
SELECT ego, other FROM counted WHERE other IS NULL
