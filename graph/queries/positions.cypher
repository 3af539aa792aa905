// Positions that actors and joint statements stated
MATCH (a)-[r:STATED_ON]->(b)
RETURN r.since_edtf AS day, a.name AS who, r.stance AS stance, b.name AS on, r.position AS position,
       r.sources AS sources
ORDER BY day, who
