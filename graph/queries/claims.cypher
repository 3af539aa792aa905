// What became of each claim of the seed document: verdict of the whole (the worst of its rows) and of each row, corrections and their sources
MATCH ()-[c:CLAIMED]->()
WITH toInteger(split(split(c.note, ' ')[1], ':')[0]) AS number, collect(c.verdict) AS verdicts
WITH number, [v IN ['refuted', 'corrected', 'disputed', 'stated', 'completed', 'confirmed'] WHERE v IN verdicts][0] AS claim
MATCH (a)-[c:CLAIMED]->(b) WHERE toInteger(split(split(c.note, ' ')[1], ':')[0]) = number
OPTIONAL MATCH ()-[r]->() WHERE r.id IN c.superseded_by
WITH number, claim, a, b, c, r ORDER BY r.id
WITH number, claim, a, b, c, collect(r.id) AS corrections, collect(r.sources) AS cited
RETURN number, claim, c.id AS id, c.claims AS asserts, a.name AS from, b.name AS to, c.verdict AS verdict, corrections,
       reduce(all = [], sources IN cited | all + sources) AS corrected_by, c.sources AS stated_in, c.note AS note
ORDER BY number, id
