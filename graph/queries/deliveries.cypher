// What pipelines and plants carried by year, and their capacity; plans apart from deliveries
// $thing: node = 'power-of-siberia'  the project
MATCH (p {id: $thing})-[r:CARRIED|HAS_CAPACITY]->(p)
RETURN type(r) AS figure, r.since_edtf AS since, r.until_edtf AS until, r.status AS status,
       r.gas_text AS gas_bcm, r.mass_text AS million_tonnes, r.counts AS counts, r.verdict AS verdict,
       r.sources AS sources
ORDER BY figure, since, r.id
