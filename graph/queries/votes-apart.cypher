// Votes in which two states did not vote alike
// $a: node = 'CHN'  one of the two
// $b: node = 'RUS'  the other
MATCH (a {id: $a})-[x:VOTED]->(v:RollCall)<-[y:VOTED]-(b {id: $b})
WHERE x.vote <> y.vote
RETURN x.since AS day, v.name AS vote, v.document AS document, v.result AS result,
       x.vote AS a_voted, y.vote AS b_voted, x.sources AS sources
ORDER BY day, document
