// Joint exercises and patrols by place, with participants and size
// $place = ''  part of the name of a place; all if empty
MATCH (actor)-[p:PARTICIPATED_IN]->(e:Exercise|Patrol)
WITH e, min(p.since_edtf) AS start, collect(DISTINCT actor.id) AS participants
OPTIONAL MATCH (e)-[:LOCATED_IN]->(place)
WITH e, start, participants, collect(DISTINCT place.name) AS places
WHERE $place = '' OR any(name IN places WHERE name CONTAINS $place)
OPTIONAL MATCH (e)-[s:HAS_SIZE]->(e)
RETURN places, start, e.name AS event, participants,
       collect(DISTINCT s.troops_text) AS troops, collect(DISTINCT s.ships_text) AS ships
ORDER BY places, start, event
