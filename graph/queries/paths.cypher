// Paths of at most four steps between two things, not through states, claims left out
// $a: node = 'gazprom'  where the path begins
// $b: node = 'cnpc'  where it ends
MATCH p = (a {id: $a})-[*1..4]-(b {id: $b})
WHERE none(r IN relationships(p) WHERE type(r) = 'CLAIMED' OR startNode(r) = endNode(r))
  AND all(n IN nodes(p) WHERE NOT n:State OR n.id IN [$a, $b])
RETURN DISTINCT length(p) AS steps, [n IN nodes(p) | n.name] AS through,
       [r IN relationships(p) | type(r)] AS by
ORDER BY steps, through LIMIT 25
