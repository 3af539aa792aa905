// Sanctions and countermeasures: who imposed them on whom, from when to when
MATCH (by)-[i:IMPOSED]->(m:Measure)-[t:TARGETS]->(on)
RETURN m.name AS measure, by.name AS by, on.name AS on, t.since_edtf AS since, t.until_edtf AS until,
       t.sources AS sources
ORDER BY since, measure, on
