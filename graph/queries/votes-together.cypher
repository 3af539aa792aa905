// Votes in which two states voted alike; a joint "no" on a vetoed draft is a joint veto
// $a: node = 'CHN'  one of the two
// $b: node = 'RUS'  the other
MATCH (a {id: $a})-[x:VOTED]->(v:RollCall)<-[y:VOTED]-(b {id: $b})
WHERE x.vote = y.vote
RETURN x.since AS day, v.name AS vote, v.document AS document, v.result AS result,
       x.vote AS both_voted, x.sources AS sources
ORDER BY day, document
