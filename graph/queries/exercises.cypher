// Joint exercises and patrols with place and size
MATCH (e:Event) WHERE e:Exercise OR e:Patrol
MATCH (actor)-[p:PARTICIPATED_IN]->(e)
WITH e, min(p.since_edtf) AS start, collect(DISTINCT actor.id) AS participants
OPTIONAL MATCH (e)-[:LOCATED_IN]->(place)
WITH e, start, participants, collect(DISTINCT place.name) AS places
OPTIONAL MATCH (e)-[s:HAS_SIZE]->(e)
RETURN start, e.name AS event, participants, places,
       collect(DISTINCT s.troops_text) AS troops, collect(DISTINCT s.ships_text) AS ships
ORDER BY start, event
