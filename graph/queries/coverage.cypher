// How many assertions there are by issue area, family of what they speak of, rank, and access to their sources
MATCH (a)-[r]->(b)
UNWIND r.source_ids AS cited
MATCH (s:Source {id: cited})
WITH r, coalesce(b.family, 'claimed') AS family, collect(DISTINCT s.access) AS access
RETURN r.issue_area AS area, family, r.rank AS rank, access, count(*) AS assertions,
       sum(CASE WHEN type(r) = 'CLAIMED' THEN 1 ELSE 0 END) AS claims
ORDER BY area, family, rank
