// Major conventional arms from one state to another: SIPRI's volume (TIV million) by period, share of exports
// $from: node = 'RUS'  the supplier
// $to: node = 'CHN'  the recipient
MATCH (a {id: $from})-[r:TRANSFERRED_ARMS_TO]->(b {id: $to})
WITH r, reduce(t = split(coalesce(r.tiv_text, ''), '..')[0], mark IN ['>', '<', '~', '='] | replace(t, mark, '')) AS tiv,
     reduce(t = split(coalesce(r.share_text, ''), '..')[0], mark IN ['>', '<', '~', '='] | replace(t, mark, '')) AS share
RETURN r.since_edtf AS since, r.until_edtf AS until, toFloat(tiv) AS tiv_million,
       replace(r.tiv_text, tiv, '') AS tiv_qualifier, toFloat(share) AS per_cent,
       replace(r.share_text, share, '') AS share_qualifier, r.counts AS counts, r.sources AS sources
ORDER BY r.since, r.until, r.id
