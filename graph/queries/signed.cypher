// Treaties, contracts and statements that two actors both signed
// $a: node = 'CHN'  one of the two
// $b: node = 'RUS'  the other
MATCH (a {id: $a})-[x:SIGNED]->(i:Instrument)<-[y:SIGNED]-(b {id: $b})
WITH i, min(x.since_edtf) AS signed, collect(DISTINCT x.sources) AS sources
RETURN signed, i.kind AS kind, i.name AS instrument, i.id AS id, sources
ORDER BY signed, id
