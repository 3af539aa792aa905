// What pipelines and plants carried by year, and their capacity; plans apart from deliveries
// $thing: node = 'power-of-siberia'  the project
MATCH (p {id: $thing})-[r:CARRIED|HAS_CAPACITY]->(p)
WITH r, reduce(t = split(coalesce(r.gas_text, ''), '..')[0], mark IN ['>', '<', '~', '='] | replace(t, mark, '')) AS gas,
     reduce(t = split(coalesce(r.mass_text, ''), '..')[0], mark IN ['>', '<', '~', '='] | replace(t, mark, '')) AS mass
RETURN type(r) AS figure, r.since_edtf AS since, r.until_edtf AS until, r.status AS status,
       toFloat(gas) AS gas_bcm, replace(r.gas_text, gas, '') AS gas_qualifier,
       toFloat(mass) AS million_tonnes, replace(r.mass_text, mass, '') AS mass_qualifier, r.counts AS counts, r.verdict AS verdict,
       r.sources AS sources
ORDER BY figure, since, r.id
