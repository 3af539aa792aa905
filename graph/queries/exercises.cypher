// Joint exercises and patrols by place, with participants and size
// $place: node = null  a place; all places if it is left out
MATCH (actor)-[p:PARTICIPATED_IN]->(e:Exercise|Patrol)
WITH e, min(p.since_edtf) AS start, collect(DISTINCT actor.id) AS participants
OPTIONAL MATCH (e)-[:LOCATED_IN]->(place)
WITH e, start, participants, collect(DISTINCT place.name) AS places,
     collect(DISTINCT place.id) AS place_ids
WHERE $place IS NULL OR $place IN place_ids
OPTIONAL MATCH (e)-[s:HAS_SIZE]->(e)
RETURN places, start, e.name AS event, participants,
       collect(DISTINCT s.troops_text) AS troops, collect(DISTINCT s.ships_text) AS ships
ORDER BY places, start, event
