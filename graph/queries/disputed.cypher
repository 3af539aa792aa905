// Where sources contradict each other: each fact with its rival assertions
MATCH (a)-[r]->(b)
WHERE r.fact IS NOT NULL AND type(r) <> 'CLAIMED'
WITH r.fact AS fact, collect(r) AS rivals, a.name AS from, b.name AS to
WHERE size(rivals) > 1
UNWIND rivals AS r
RETURN fact, from, to, type(r) AS type, r.since_edtf AS since, r.until_edtf AS until, r.rank AS rank,
       r.counts AS counts, [k IN keys(r) WHERE k ENDS WITH '_text' | k + ': ' + r[k]] AS figures, r.sources AS sources
ORDER BY fact, r.id
