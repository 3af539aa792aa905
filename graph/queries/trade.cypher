// Trade of two states by year, each source's figure (USD million)
// $a: node = 'CHN'  one of the two
// $b: node = 'RUS'  the other
MATCH (a {id: $a})-[r:TRADED_WITH]-(b {id: $b})
RETURN r.since_edtf AS period, r.value_text AS usd_million, r.growth_text AS growth_per_cent,
       r.reporter AS reporter, r.counts AS counts, r.sources AS sources
ORDER BY r.since, r.until, r.id
