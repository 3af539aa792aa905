// What should be looked at again: what goes on by old sources, and what was planned for a day that has passed
// $day: date = date()  the day on which one looks
MATCH (a)-[r]->(b)
WHERE type(r) <> 'CLAIMED' AND (r.ongoing OR (r.status = 'planned' AND r.since_latest < $day))
MATCH (s:Source) WHERE s.id IN r.source_ids AND s.published IS NOT NULL
WITH a, b, r, max(substring(s.published, 0, 10)) AS newest
RETURN CASE WHEN r.status = 'actual' THEN 'goes on' ELSE r.status END AS why, newest AS newest_source,
       type(r) AS type, a.name AS from, b.name AS to, r.since_edtf AS since, r.id AS id, r.sources AS sources
ORDER BY why DESC, newest_source, id
