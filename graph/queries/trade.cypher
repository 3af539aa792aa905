// Trade of two states by period (USD million), a column a reporter; a qualifier is what makes a figure inexact (>, ~)
// $a: node = 'CHN'  one of the two
// $b: node = 'RUS'  the other
MATCH (a {id: $a})-[r:TRADED_WITH]-(b {id: $b})
WITH r, reduce(t = split(coalesce(r.value_text, ''), '..')[0], mark IN ['>', '<', '~', '='] | replace(t, mark, '')) AS number
WITH r, toFloat(number) AS value, replace(r.value_text, number, '') AS qualifier
ORDER BY r.counts DESC, r.id
WITH r.since AS since, r.until AS until, r.since_edtf AS period, r.until_edtf AS to,
     collect({by: coalesce(r.reporter, ''), value: value, qualifier: qualifier, growth: r.growth, sources: r.sources}) AS all
WITH since, until, period, to, [x IN all WHERE x.by = $a] AS by_a, [x IN all WHERE x.by = $b] AS by_b,
     [x IN all WHERE NOT x.by IN [$a, $b]] AS by_others
UNWIND range(0, reduce(most = 0, n IN [size(by_a), size(by_b), size(by_others)] | CASE WHEN n > most THEN n ELSE most END) - 1) AS i
WITH since, until, period, to, i, by_a[i] AS x, by_b[i] AS y, by_others[i] AS z
RETURN period, to, x.value AS a_reports, x.qualifier AS a_qualifier, x.growth AS a_growth_per_cent,
       y.value AS b_reports, y.qualifier AS b_qualifier, y.growth AS b_growth_per_cent,
       z.value AS others_report, z.qualifier AS others_qualifier, z.growth AS others_growth_per_cent,
       coalesce(x.sources, []) + coalesce(y.sources, []) + coalesce(z.sources, []) AS sources
ORDER BY since, until, i
