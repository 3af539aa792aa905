// What joins two actors directly or through one treaty, project, event, institution or measure
// $a: node = 'CHN'  one of the two
// $b: node = 'RUS'  the other
MATCH (a {id: $a})-[x]-(middle)-[y]-(b {id: $b})
WHERE NOT type(x) = 'CLAIMED' AND NOT type(y) = 'CLAIMED' AND NOT middle:Actor
RETURN middle.kind AS kind, middle.name AS through, collect(DISTINCT type(x)) AS first,
       collect(DISTINCT type(y)) AS second, min(x.since) AS since
ORDER BY kind, since, through
