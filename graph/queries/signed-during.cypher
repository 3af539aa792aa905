// What two actors signed while a treaty between them was in force
// $treaty: node = 'good-neighbourliness-treaty-2001'  the treaty
// $a: node = 'CHN'  one of the two
// $b: node = 'RUS'  the other
MATCH (a {id: $a})-[force:PARTY_TO]->(t {id: $treaty})
MATCH (a)-[x:SIGNED]->(i:Instrument)<-[:SIGNED]-(b {id: $b})
WHERE x.since >= force.since AND (force.ongoing OR x.until <= force.until)
WITH i, x ORDER BY x.id
RETURN min(x.since_edtf) AS signed, i.kind AS kind, i.name AS instrument, collect(x.sources)[0] AS sources
ORDER BY signed, instrument
