// Treaties of two actors on a day: in force or not, and how that is known
// $a: node = 'CHN'  one of the two
// $b: node = 'RUS'  the other
// $day: date = date()  the day, as in 2021-02-04
MATCH (a {id: $a})-[x:SIGNED|PARTY_TO]->(t:Treaty)<-[y:SIGNED|PARTY_TO]-(b {id: $b})
WITH t, x, y ORDER BY x.id, y.id
WITH t, collect(DISTINCT x) + collect(DISTINCT y) AS edges
WITH t, [e IN edges WHERE type(e) = 'SIGNED'] AS signatures, [e IN edges WHERE type(e) = 'PARTY_TO'] AS spells
WITH t, signatures, spells, reduce(first = null, e IN signatures | CASE WHEN first IS NULL OR e.since < first THEN e.since ELSE first END) AS signed,
     size([e IN spells WHERE e.since_latest <= $day AND e.until_earliest >= $day]) AS surely,
     size([e IN spells WHERE e.since > $day]) AS later, size([e IN spells WHERE e.until < $day]) AS ended,
     size([e IN spells WHERE e.since_latest <= $day AND e.ongoing]) AS ongoing
WHERE coalesce(signed <= $day, true)
RETURN CASE WHEN ended > 0 THEN 'ended' WHEN later > 0 THEN 'not yet in force' WHEN surely > 0 THEN 'in force'
            WHEN ongoing > 0 THEN 'in force' WHEN size(spells) > 0 THEN 'possibly in force'
            ELSE 'not known' END AS state,
       CASE WHEN ended > 0 OR later > 0 OR surely > 0 THEN 'dates of the treaty'
            WHEN ongoing > 0 THEN 'goes on as of its source, an earlier day'
            WHEN size(spells) > 0 THEN 'dates of the treaty, imprecise or unknown'
            ELSE 'signed, entry into force not known' END AS known_by,
       t.name AS treaty, signed, [e IN spells | e.since_edtf][0] AS since, [e IN spells | e.until_edtf][0] AS until,
       t.id AS id, [e IN signatures + spells | e.sources[0]] AS sources
ORDER BY state, signed, id
