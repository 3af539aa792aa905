// What became of each claim of the seed document
MATCH (a)-[c:CLAIMED]->(b)
WITH a, b, c, toInteger(split(split(c.note, ' ')[1], ':')[0]) AS number
RETURN number, c.id AS id, c.claims AS asserts, a.name AS from, b.name AS to,
       c.verdict AS verdict, c.superseded_by AS corrections, c.sources AS stated_in, c.note AS note
ORDER BY number, id
