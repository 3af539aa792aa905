// A graph on one line, then a query a line: both engines must agree on its answer, and on the graph after it.
CREATE (a:State:Power {id:'CHN', name:'China', pop:1412, since: date('1949-10-01'), tags:['x','y'], gdp: 17.8, t: time('12:00+08:00'), dt: datetime('2020-01-01T10:00+08:00'), du: duration('P1Y2M'), ldt: localdatetime('2020-01-01T10:00'), lt: localtime('10:00')}), (b:State {id:'RUS', name:'Россия', pop:144, since: date('1991-12-25'), nuclear:true}), (c:State {id:'MNG', name:'Mongolia', pop:3}), (d:Org {id:'SCO', name:'SCO', members:9}), (e:Person {id:'xi', name:'Xi', born:1953}), (f:Person {id:'vp', name:'Putin', born:1952}), (g:Treaty {id:'t01', name:'Treaty', year:2001}), (a)-[:MEMBER {id:'m1', since:2001}]->(d), (b)-[:MEMBER {id:'m2', since:2001}]->(d), (c)-[:OBSERVER {id:'o1', since:2004}]->(d), (a)-[:SIGNED {id:'s1', year:2001}]->(g), (b)-[:SIGNED {id:'s2', year:2001}]->(g), (a)-[:TRADES {id:'tr1', year:2020, value:108.5}]->(b), (a)-[:TRADES {id:'tr2', year:2021, value:147}]->(b), (b)-[:TRADES {id:'tr3', year:2021, value:147.9}]->(a), (e)-[:LEADS {id:'l1', since:2012}]->(a), (f)-[:LEADS {id:'l2'}]->(b), (e)-[:MET {id:'v1', year:2019}]->(f), (f)-[:MET {id:'v2', year:2020}]->(e), (e)-[:MET {id:'v3', year:2022}]->(f), (a)-[:BORDERS {id:'b1', km:4209}]->(b), (a)-[:BORDERS {id:'b2', km:4630}]->(c), (b)-[:BORDERS {id:'b3', km:3485}]->(c), (d)-[:KNOWS {id:'loop'}]->(d)
MATCH (n) RETURN [x IN [n] WHERE (x)-->() | x.id]
MATCH (n) RETURN (n)-->()
MATCH (n) RETURN n.id, EXISTS((n)-->()) AS e
MATCH (n:State) RETURN n.id, size([(n)-[:BORDERS]-(m) | m.id]) AS c
MATCH (n:State&!Power) RETURN n.id
MATCH (n:State|Org) RETURN n.id
MATCH (n:!State) RETURN n.id
MATCH (n:%) RETURN count(*)
MATCH (n:(State&Power)|Person) RETURN n.id
MATCH (n IS State) RETURN n.id
MATCH (n)-[r:!TRADES&!MET]->(m) RETURN r.id
MATCH (n)-[r IS TRADES|MET]->(m) RETURN r.id
MATCH (n WHERE n.pop > 100) RETURN n.id
MATCH (n)-[r:TRADES WHERE r.year = 2021]->(m) RETURN r.id
MATCH (n:State) RETURN n {.id, .pop, x: n.pop * 2} AS m
MATCH (n:State) RETURN n {.*} AS m
MATCH (n:State) OPTIONAL MATCH (n)-[:OBSERVER]->(o) RETURN n.id, o {.id} AS o
MATCH (n:State) WITH n, n.pop AS p RETURN n {.id, p} AS m
WITH {a:1, b:2} AS m RETURN m {.a, c: 3} AS x
MATCH (n:State) RETURN n.id, COUNT { (n)-[:BORDERS]-() } AS c
MATCH (n:State) RETURN n.id, COUNT { MATCH (n)-[r]-(m) WHERE m:State RETURN DISTINCT m } AS c
MATCH (n:State) RETURN n.id, COLLECT { MATCH (n)-[:BORDERS]-(m) RETURN m.id ORDER BY m.id } AS c
MATCH (n:State) WHERE COUNT { (n)-[:TRADES]-() } > 2 RETURN n.id
MATCH (n:State) WHERE EXISTS { MATCH (n)-[:BORDERS]-(m) WITH count(m) AS c WHERE c > 1 RETURN c } RETURN n.id
MATCH (n:State) RETURN n.id, EXISTS { WITH n MATCH (n)-[:OBSERVER]->() } AS e
MATCH (n:State) CALL { WITH n MATCH (n)-[r:TRADES]-() RETURN sum(r.value) AS v } RETURN n.id, v
MATCH (n:State) CALL (n) { MATCH (n)-[r:TRADES]-(m) RETURN m.id AS m ORDER BY r.value DESC LIMIT 1 } RETURN n.id, m
MATCH (n:State) OPTIONAL CALL (n) { MATCH (n)-[r:TRADES]-(m) RETURN m.id AS m ORDER BY r.value DESC LIMIT 1 } RETURN n.id, m
CALL { MATCH (n:State) RETURN n.id AS x UNION ALL MATCH (n:Org) RETURN n.id AS x } RETURN x
CALL () { RETURN 1 AS x } RETURN x
UNWIND [1,2] AS x CALL (x) { UNWIND [10,20] AS y RETURN x*y AS z } RETURN x, z
UNWIND [1,2] AS x CALL (*) { RETURN x + 1 AS z } RETURN x, z
MATCH (n:State) CALL { MATCH (m:Org) RETURN count(*) AS c } RETURN n.id, c
MATCH (a:State {id:'CHN'})((x)-[r:BORDERS]-(y)){1,2}(b:State) RETURN b.id, [e IN r | e.id] AS r
MATCH (a:State {id:'CHN'})-[r:BORDERS]-{1,2}(b:State) RETURN b.id, [e IN r | e.id] AS r
MATCH (a:State {id:'CHN'})-[:BORDERS]-+(b:State) RETURN b.id
MATCH p = (a:State {id:'CHN'})-[:BORDERS]-*(b:State) RETURN length(p), b.id
MATCH p = ((a:State)-[r:BORDERS]->(b:State) WHERE r.km > 4000){1,2} RETURN [n IN nodes(p) | n.id] AS p
MATCH p = SHORTEST 1 (a:Person {id:'xi'})--+(b:Org) RETURN length(p)
MATCH p = ALL SHORTEST (a:Person {id:'xi'})--+(b:Org) RETURN [r IN relationships(p) | r.id] AS p
MATCH p = SHORTEST 2 (a:Person {id:'xi'})--+(b:Org) RETURN length(p)
MATCH p = SHORTEST 2 GROUPS (a:Person {id:'xi'})--+(b:Treaty) RETURN [r IN relationships(p) | r.id] AS p
MATCH p = ANY (a:Person {id:'xi'})-->+(b:Treaty) RETURN length(p) > 0
MATCH p = ANY SHORTEST (a:State {id:'CHN'})((x)-[:TRADES]->(y)-[:TRADES]->(z))+(b) RETURN length(p), b.id
MATCH (a:State {id:'CHN'})((x)-[:TRADES]->(y)-[:TRADES]->(z))+(b) RETURN [n IN x | n.id] AS x, [n IN y|n.id] AS y, [n IN z|n.id] AS z, b.id
RETURN 1 IS :: INTEGER AS a, 1 IS :: FLOAT AS b, null IS :: INTEGER AS c, null IS :: INTEGER NOT NULL AS d, [1,'a'] IS :: LIST<INTEGER|STRING> AS e, [] IS :: LIST<STRING> AS f, 1 IS NOT :: STRING AS g
MATCH (n:State) RETURN n.id, n.since IS :: DATE AS d, n.pop IS TYPED INTEGER NOT NULL AS p
RETURN valueType(1) AS a, valueType([1,2.0,'a',null]) AS b, valueType({a:1}) AS c, valueType(date()) AS d, valueType(duration('P1D')) AS e, valueType([]) AS f, valueType([[1],[2.0]]) AS g, valueType(true) AS h, valueType(localtime()) AS i, valueType(datetime()) AS j, valueType(null) AS k
MATCH (n:State {id:'CHN'})-[r:SIGNED]->(t) RETURN valueType(n) AS a, valueType(r) AS b, valueType([n]) AS c
RETURN 'a' || 'b' AS a, [1] || [2] AS b, null || 'a' AS c
RETURN nullIf(1,1) AS a, nullIf(1,2) AS b
RETURN trim(BOTH 'x' FROM 'xxaxx') AS a, trim(LEADING 'x' FROM 'xxaxx') AS b, btrim('  a ') AS c, ltrim('xxa','x') AS d
RETURN toString(1.0) AS a, toString(1e10) AS b, toString(date('2020-01-01')) AS c, toString(true) AS d
RETURN char_length('abc') AS a, character_length('中国') AS b, size('中国') AS c
RETURN round(2.5) AS a, round(-2.5) AS b, round(2.345, 2) AS c, round(2.345, 2, 'UP') AS d, round(2.5, 0, 'HALF_EVEN') AS e, round(12.34, 1, 'FLOOR') AS f
RETURN round(1.2345, 100) AS a, round(1e300, 3) AS b, round(1e-10, 3) AS c, round(2.675, 2) AS d
RETURN cot(1.0) AS a, haversin(1.0) AS b
RETURN normalize('é') = 'é' AS a, 'é' IS NORMALIZED AS b, 'a' IS NOT NFD NORMALIZED AS c
RETURN left('abc', 2) AS a, right('abc', 5) AS b, substring('abc', 1) AS c, reverse('abc') AS d, split('a,b,c', ',') AS e, replace('aaa','a','b') AS f
RETURN upper('a') AS a, lower('A') AS b, toUpper('ß') AS c
RETURN head([]) AS a, last([1,2]) AS b, tail([1,2,3]) AS c, range(0,10,3) AS d, range(3,1) AS e, range(3,1,-1) AS f
RETURN coalesce(null, 1) AS a, isEmpty('') AS b, isEmpty([]) AS c, isEmpty({}) AS d
RETURN 1_000 AS a, 0x1F AS b, 0o17 AS c, 1e3 AS d, .5 AS e
RETURN NaN = NaN AS a, INF > 1 AS b, Infinity AS c, -INF AS d
MATCH (n:State) WITH n ORDER BY n.id RETURN count(*) AS c, count(DISTINCT n.pop) AS d, percentileDisc(n.pop, 0.5) AS p, stDev(n.pop) AS s, stDevP(n.pop) AS t, collect(n.id) AS l
MATCH (n) ORDER BY n.id LIMIT 2 RETURN n.id
MATCH (n) RETURN n.id ORDER BY n.id OFFSET 1 LIMIT 2
MATCH (n:State) WITH * WHERE n.pop > 100 RETURN n.id
MATCH (n:State) FINISH
CALL db.labels() YIELD label WHERE label IN ['Org', 'Power', 'Nothing'] RETURN label ORDER BY label
CALL db.relationshipTypes() YIELD relationshipType AS t WHERE t IN ['BORDERS', 'NOTHING'] RETURN t ORDER BY t
MATCH (n:State) RETURN n.id, [(n)-[:BORDERS]-(m) WHERE m.pop > 100 | m.id] AS l
MATCH (n:State) RETURN n.id, [p = (n)-[:BORDERS]->(m) | length(p)] AS l
MATCH (n:State) RETURN n.id, reduce(s = 0, x IN [(n)-[r:TRADES]-() | r.value] | s + x) AS s
MATCH (n) WHERE n.id STARTS WITH 'C' OR n.name =~ '.*ин.*' RETURN n.id
MATCH (n:State) RETURN n.id, n.since.year AS y, n.since.quarter AS q, duration.between(n.since, date('2020-01-01')).years AS d
MATCH (n:State) WHERE n.since < date('1950-01-01') RETURN n.id
MATCH (n:Power) RETURN n.t, n.dt, n.du, n.ldt, n.lt, n.dt.epochSeconds AS e, n.t.offset AS o
MATCH (n:Power) RETURN n.dt + duration('P1M') AS a, n.t + duration('PT1H') AS b, n.du * 2 AS c, n.ldt - duration('P1D') AS d, n.lt + duration('PT15H') AS e
MATCH (a:Power), (b:State) WHERE a.dt > datetime('2019-01-01') RETURN b.id
MATCH (a:State), (b:State) WHERE a.id < b.id RETURN a.id, b.id, EXISTS { (a)-[:TRADES]-(b) } AS t ORDER BY a.id, b.id
MATCH (a)-[r]->(b) RETURN type(r) AS t, count(*) AS c ORDER BY t
MATCH (a)-[r:TRADES]->(b) WITH r.year AS y, sum(r.value) AS v RETURN y, v ORDER BY y
MATCH (a)-[r:TRADES]->(b) RETURN avg(r.value) AS a, min(r.value) AS i, max(r.value) AS x
MATCH (a:State) RETURN a.id AS id UNION MATCH (b:Org) RETURN b.id AS id
MATCH p = shortestPath((a {id:'xi'})-[*]-(b {id:'SCO'})) RETURN length(p)
MATCH (a {id:'xi'}), (b {id:'SCO'}) RETURN [n IN nodes(shortestPath((a)-[*..5]-(b))) | n.id] AS l
UNWIND [3,1,2] AS x WITH x ORDER BY x RETURN collect(x) AS l
WITH [1,2,3,4] AS l RETURN l[1..3] AS a, l[-1] AS b, l[..2] AS c, l[5] AS d, [x IN l WHERE x % 2 = 0 | x * x] AS e, any(x IN l WHERE x > 3) AS f, all(x IN l WHERE x > 0) AS g, none(x IN l WHERE x > 4) AS h, single(x IN l WHERE x = 1) AS i
RETURN CASE WHEN true THEN 1 ELSE 2 END AS a, CASE 3 WHEN 3 THEN 'x' END AS b, CASE 3 WHEN > 2 THEN 'big' ELSE 'small' END AS c, CASE 5 WHEN 1, 5 THEN 'y' END AS d
RETURN 7 / 2 AS a, 7 % 3 AS b, -7 / 2 AS c, -7 % 3 AS d, 2 ^ 3 AS e, 7.0 / 2 AS f
RETURN 1 = 1.0 AS a, '1' = 1 AS b, null = null AS c, [1,null] = [1,null] AS d, 1 <> 2 AS e, 1 < 'a' AS f, true < false AS g
RETURN 1 IN [1,null] AS a, 2 IN [1,null] AS b, null IN [] AS c, [1] IN [[1]] AS d
RETURN elementId(null) AS a
MATCH (n {id:'CHN'}) RETURN elementId(n) IS :: STRING AS a
RETURN date('2020-01-01') + duration({months:1, days:2}) AS a, date('2020-01-31') + duration('P1M') AS b, duration.inDays(date('2020-01-01'), date('2020-03-01')).days AS c, duration.inMonths(date('2019-12-31'), date('2020-03-01')).months AS d
RETURN datetime({year:2020, month:1, day:1, timezone:'Asia/Shanghai'}) AS a, datetime('2020-01-01T00:00:00Z').epochMillis AS b, localdatetime({year:2020}) AS c, time({hour:1}) AS d
RETURN duration({years:1, months:2, days:3, hours:4}) AS a, duration('P1Y') + duration('P1M') AS b, duration('P1Y') - duration('P1M') AS c, duration('P1D') * 2 AS d, duration('P4D') / 2 AS e
MATCH (n:State) RETURN NOT (n)-[:OBSERVER]->() AS x
MATCH (n:State) RETURN CASE WHEN (n)-[:OBSERVER]->() THEN 1 ELSE 0 END AS x
MATCH (n:State) RETURN n.id, any(x IN [n] WHERE (x)-[:OBSERVER]->()) AS x
MATCH (n:State) WITH n, (n)-[:OBSERVER]->() AS o RETURN n.id
MATCH (n:State) RETURN n.id, (n)-[:OBSERVER]->() AND true AS x
MATCH (n:State) WITH n WHERE (n)-[:OBSERVER]->() OR n.pop > 1000 RETURN n.id
MATCH (n:State) RETURN coalesce((n)-->(), true) AS x
MATCH (n:State) RETURN [(n)-->()] AS x
MATCH (n:State) RETURN size((n)-->()) AS x
MATCH (n:State) RETURN count((n)-->()) AS x
MATCH (n:State) ORDER BY (n)-->() RETURN n.id
UNWIND [1,null,3] AS x RETURN sum(x) AS s, avg(x) AS a, count(x) AS c, collect(x) AS l, min(x) AS i, max(x) AS m
UNWIND ['a', 1, null] AS x RETURN min(x) AS i, max(x) AS m
UNWIND [1, 2.5, 'x'] AS x RETURN x ORDER BY x
UNWIND [] AS x RETURN sum(x) AS s, avg(x) AS a, collect(x) AS l, max(x) AS m, stDev(x) AS d, percentileCont(x, 0.5) AS p
RETURN 9223372036854775807 + 1
RETURN 1 / 0
RETURN 1.0 / 0 AS a, 0.0 / 0 AS b, -1 % 0.0 AS c
RETURN toInteger('12.7') AS a, toInteger('x') AS b, toFloat('1e3') AS c, toBoolean('TRUE') AS d, toInteger(true) AS e, toInteger(3.9) AS f
RETURN toIntegerOrNull({}) AS a, toFloatOrNull('z') AS b, toStringOrNull([]) AS c, toBooleanOrNull(1.5) AS d
RETURN toStringList([1, null, 'a']) AS a, toIntegerList(['1', 'z']) AS b
RETURN size(null) AS a, 'a' + null AS b, null + [1] AS c, [1] + 2 AS d, 'a' + 1 AS e, 1 + 'a' AS f, 1.5 + 'a' AS g
RETURN true + 'a' AS x
RETURN 'a' + true AS x
RETURN [1] + null AS x
RETURN {a: 1}.a AS a, {a: {b: 2}}.a.b AS b, {a: 1}['a'] AS c, {a:1}.z AS d
RETURN [1,2][0.5] AS x
RETURN 'abc'[0] AS x
RETURN properties({a:1}) AS p
MATCH (n {id:'CHN'}) RETURN n.tags AS t, n.tags[0] AS a, 'x' IN n.tags AS b, size(n.tags) AS c
MATCH (n) WHERE n.pop IS NOT NULL RETURN n.id ORDER BY n.pop DESC, n.id
MATCH (n) UNWIND labels(n) AS l RETURN DISTINCT l ORDER BY l
MATCH (n:State) RETURN n ORDER BY n.id
MATCH (n:State)-[r]-(m:State) RETURN DISTINCT n.id, m.id
MATCH (a)-[:BORDERS]->(b)-[:BORDERS]->(c) RETURN a.id, b.id, c.id
MATCH (a)-[r1:TRADES]->(b)<-[r2:TRADES]-(a) RETURN count(*) AS c
MATCH (a:State)-[*2]-(b:State) RETURN DISTINCT a.id, b.id
MATCH p = (a {id:'SCO'})-[*1..2]-(b) RETURN b.id, length(p)
MATCH (a)-[r*0..1]->(b {id:'t01'}) RETURN a.id, size(r) AS s
MATCH (a:State), (b:Org) OPTIONAL MATCH (a)-[r]->(b) RETURN a.id, b.id, type(r) AS t
OPTIONAL MATCH (n:Nothing) RETURN n
OPTIONAL MATCH (n:Nothing) RETURN n.x, labels(n), id(n), elementId(n)
MATCH (n:State) WITH n LIMIT 0 RETURN count(*) AS c
MATCH (n:State) WITH count(*) AS c WHERE c > 5 RETURN c
MATCH (n:State) WITH n.id AS id ORDER BY id SKIP 1 LIMIT 1 RETURN id
WITH 1 AS x, 2 AS y RETURN *
WITH [[1,2],[3]] AS l UNWIND l AS x UNWIND x AS y RETURN y
WITH {a: date('2020-01-01'), b: duration('P1D')} AS m RETURN m, m.a + m.b AS x
UNWIND [duration('P1D'), duration('P1D'), duration('PT1H')] AS d RETURN d, count(*) AS c
UNWIND [{d: date('2020-01-01')}, {d: date('2020-01-01')}] AS m RETURN DISTINCT m
UNWIND [datetime('2020-01-01T00:00Z'), datetime('2020-01-01T01:00+01:00'), datetime('2019-01-01T00:00Z')] AS d RETURN d ORDER BY d
UNWIND [duration('P1M'), duration('P30D'), duration('P1Y'), duration('PT1H')] AS d RETURN d ORDER BY d DESC
UNWIND [1, 'a', [1], {a:1}, null, true, 1.5, date('2020-01-01'), duration('P1D'), localtime('10:00')] AS x RETURN x ORDER BY x
RETURN max([1,2]) AS a
UNWIND [[1,2],[1],[2]] AS x RETURN max(x) AS m, min(x) AS n
UNWIND [date('2020-01-01'), date('2019-01-01')] AS x RETURN max(x) AS m, min(x) AS n
UNWIND [duration('P1D'), duration('P2D')] AS d RETURN sum(d) AS s, avg(d) AS a, max(d) AS m
RETURN date('2020-02-30')
RETURN date({year: 2020, week: 53}) AS a, date({year:2021, week: 53}) AS b
RETURN date({year:2020, month:2, day:30})
RETURN date({month: 2})
RETURN date({year: 2020, quarter: 2, dayOfQuarter: 92})
RETURN date({year: 2020, ordinalDay: 366}) AS a
RETURN date({year: 2021, ordinalDay: 366}) AS a
RETURN date({date: date('2020-05-05'), day: 1}) AS a, date({date: datetime('2020-05-05T10:00Z'), month: 1}) AS b
RETURN localtime({hour: 12, minute: 60})
RETURN time('25:00')
RETURN datetime('2020-01-01T00:00[Nowhere/Land]')
RETURN duration('P1X')
RETURN duration('P') 
RETURN duration({days: 1.5, hours: 0.5}) AS a, duration('P1.5D') AS b, duration('P0.5M') AS c, duration({weeks: 1.5}) AS d
RETURN duration.between(date('2020-01-01'), date('2019-12-01')) AS a, duration.between(datetime('2020-01-01T00:00Z'), datetime('2020-01-02T00:00+02:00')) AS b
RETURN duration.between(localtime('10:00'), localtime('09:30')) AS a, duration.inSeconds(date('2020-01-01'), date('2020-01-02')) AS b
RETURN duration.between(date('2020-01-31'), date('2020-02-29')) AS a, duration.between(date('2020-02-29'), date('2020-01-31')) AS b
RETURN duration('P1Y2M10DT12H45M30.25S') AS d, duration('P1Y2M10DT12H45M30.25S').months AS m, duration('PT12H45M30.25S').seconds AS s, duration('PT12H45M30.25S').milliseconds AS ms
RETURN date('2020-01-01') - duration('P1Y2M3D') AS a, date('2020-03-31') - duration('P1M') AS b
RETURN date('2020-01-01') - date('2019-01-01')
RETURN duration('P1D') + date('2020-01-01') AS a
RETURN duration('P1D') - date('2020-01-01') AS a
RETURN 2 * duration('P1D') AS a, duration('P1D') * 0.5 AS b, duration('P1M') / 3 AS c, duration('P1Y') * 1.25 AS d
RETURN -duration('P1D')
RETURN duration('P1D') > duration('PT1H') AS a, duration('P1D') = duration('P1D') AS b, duration('P1D') >= duration('P1D') AS c
RETURN date.truncate('week', date('2020-01-01')) AS a, date.truncate('quarter', date('2020-05-05')) AS b, datetime.truncate('hour', datetime('2020-01-01T10:35:10Z')) AS c, localdatetime.truncate('day', datetime('2020-01-01T10:35:10Z'), {day: 5}) AS d, time.truncate('minute', time('10:35:10.5+01:00')) AS e
RETURN datetime.fromEpoch(0, 0) AS a, datetime.fromEpochMillis(1577836800000) AS b, datetime({epochSeconds: 1577836800}) AS c
RETURN date('2020-W01-1') AS a, date('2020-Q1-01') AS b, date('2020001') AS c, date('2020-01') AS d, date('20200101') AS e
RETURN localdatetime('2020-01-01T10:00:00.123') AS a, time('10:00:00.123456789+01:00') AS b, localtime('100000') AS c, datetime('2020-01-01T10:00:00+01:00[Europe/Paris]') AS d
RETURN toString(datetime('2020-01-01T10:00:00.100+01:00[Europe/Paris]')) AS a, toString(time('10:00Z')) AS b, toString(localdatetime('2020-01-01T10:00')) AS c, toString(duration('PT0S')) AS d
RETURN datetime('2020-06-01T10:00[Europe/Paris]').timezone AS a, datetime('2020-06-01T10:00[Europe/Paris]').offset AS b, datetime('2020-06-01T10:00[Europe/Paris]').offsetMinutes AS c, datetime('2020-06-01T10:00:00.5Z').millisecond AS d
RETURN date('2020-06-01').week AS a, date('2021-01-01').weekYear AS b, date('2020-06-01').dayOfWeek AS c, date('2020-06-01').dayOfQuarter AS d, date('2020-06-01').ordinalDay AS e
RETURN date('2020-01-01') = datetime('2020-01-01T00:00Z') AS a, date('2020-01-01') < localdatetime('2020-01-02T00:00') AS b, time('10:00Z') < time('11:00+02:00') AS c
RETURN date('2020-01-01') IN [date('2020-01-01')] AS a
RETURN 'a' < 'b' AS a, 'a' < 'B' AS b, 'é' > 'z' AS c, '' < 'a' AS d
RETURN 'abc' STARTS WITH 'a' AS a, 'abc' CONTAINS null AS b, 1 CONTAINS 'a' AS c
RETURN 'abc' =~ 'a.*' AS a, 'ABC' =~ '(?i)abc' AS b, 'a\nb' =~ 'a.b' AS c
RETURN [1,2] < [1,3] AS a, [1] < [1,0] AS b, {a:1} < {a:2} AS c, [1,'a'] = [1,'a'] AS d
RETURN 1 < 2 < 3 AS a, 3 > 2 > 2 AS b, 1 = 1 = true AS c
RETURN NOT null AS a, null AND false AS b, null OR true AS c, true XOR null AS d
RETURN exists({a:1}.a)
MATCH (n) WHERE n:State:Power RETURN n.id
MATCH (n) WHERE n:State|Org RETURN n.id
MATCH (n) RETURN n.id, n:State AS s
MATCH ()-[r]->() RETURN r.id, r:TRADES AS t
MATCH (n:State) SET n.x = 1 RETURN n.x
CREATE (x:New {a: 1, b: [1,2], c: null, d: date('2020-01-01')}) RETURN x
CREATE (x:A:B)-[r:REL {w: 1.5}]->(y:C) RETURN labels(x) AS l, type(r) AS t, r.w AS w
MATCH (a {id:'CHN'}), (b {id:'MNG'}) CREATE p = (a)-[:NEW {id:'n1'}]->(b) RETURN length(p)
MATCH (n:State) SET n += {pop: null, extra: n.name} RETURN n.id, n.pop, n.extra
MATCH (n:Power) SET n = {id: 'CHN', only: true} RETURN properties(n) AS p
MATCH (n:State) REMOVE n.pop, n:State RETURN labels(n) AS l, n.pop AS p
MATCH (n:Person) DETACH DELETE n
MATCH (n:Treaty) DELETE n
MATCH ()-[r:TRADES]->() DELETE r
MERGE (n:State {id:'CHN'}) ON MATCH SET n.seen = true ON CREATE SET n.made = true RETURN n.seen, n.made
MERGE (n:State {id:'JPN'}) ON MATCH SET n.seen = true ON CREATE SET n.made = true RETURN n.seen, n.made
UNWIND ['JPN','KOR','JPN'] AS id MERGE (n:State {id: id}) RETURN n.id
MATCH (a:State), (d:Org) MERGE (a)-[r:MEMBER]->(d) RETURN a.id, r.since
MATCH (a:State), (b:State) WHERE a.id < b.id MERGE (a)-[r:BORDERS]-(b) RETURN count(*) AS c
MATCH (a:State) MERGE (a)-[:HAS]->(c:Capital {of: a.id}) RETURN c.of
MERGE (a:X {k:1})-[:R]->(b:Y {k:2}) RETURN a.k, b.k
FOREACH (i IN range(1,3) | CREATE (:F {i: i}))
MATCH (n:State) FOREACH (x IN [1,2] | CREATE (n)-[:HAS]->(:P {x: x}))
MATCH (n:State) FOREACH (x IN CASE WHEN n.pop > 100 THEN [1] ELSE [] END | SET n.big = true) RETURN n.id, n.big
MATCH (n:State) CALL { WITH n CREATE (m:Copy {of: n.id}) RETURN m } RETURN m.of
MATCH (n:State) CALL (n) { SET n.k = 1 } RETURN count(*) AS c
MATCH (n:State) WITH n ORDER BY n.id SET n.rank = COUNT { MATCH (m:State) WHERE m.pop > n.pop } RETURN n.id, n.rank
UNWIND [1,2,3] AS x MATCH (n:Power) SET n.c = coalesce(n.c, 0) + x RETURN n.c
MATCH (n:Power) SET n.a = 1, n.b = n.a + 1 RETURN n.b
MATCH (a:State)-[r:TRADES]->(b) SET r.value = r.value * 2 RETURN r.id, r.value
CREATE (n {x: {a:1}})
CREATE (n {x: [1,'a']})
CREATE (n {x: [1,2.5]}) RETURN n.x
MATCH (n:Power) SET n['dyn' + 'amic'] = 5 RETURN n.dynamic
MATCH (n:State) WITH collect(n) AS l FOREACH (x IN l | SET x.in = size(l)) RETURN l[0].in AS x
CREATE (a:A)-[:R]->(b:B), (a)-[:S]->(b) RETURN count(*) AS c
MATCH (n:Nothing) CREATE (m:Made) RETURN m
MATCH (n:Nope) SET n.x = 1 RETURN count(*) AS c
OPTIONAL MATCH (n:Nope) SET n.x = 1 RETURN n
OPTIONAL MATCH (n:Nope) DELETE n RETURN n
MATCH (a {id:'CHN'}) MERGE (a)-[r:TRADES {year: 2020}]->(b {id:'RUS'}) RETURN r.value
MERGE (a {id:'CHN'}) MERGE (b {id:'RUS'}) MERGE (a)-[r:ALLY]-(b) RETURN startNode(r).id AS s
CREATE (n) SET n:L1:L2 RETURN size(labels(n)) AS l, n:L1 AS one, n:L2 AS two
MATCH (n:Power) SET n:Super REMOVE n:Power RETURN labels(n) AS l
MATCH (n {id:'xi'})-[r:MET]-() DELETE r WITH DISTINCT n RETURN COUNT { (n)-[:MET]-() } AS c
