// What became of each claim of the seed document: verdict, corrections and their sources
MATCH (a)-[c:CLAIMED]->(b)
OPTIONAL MATCH ()-[r]->() WHERE r.id IN c.superseded_by
WITH a, b, c, r ORDER BY r.id
WITH a, b, c, collect(r.id) AS corrections, collect(r.sources) AS cited
RETURN toInteger(split(split(c.note, ' ')[1], ':')[0]) AS number, c.id AS id, c.claims AS asserts,
       a.name AS from, b.name AS to, c.verdict AS verdict, corrections,
       reduce(all = [], sources IN cited | all + sources) AS corrected_by, c.sources AS stated_in, c.note AS note
ORDER BY number, id
