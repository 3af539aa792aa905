// Major conventional arms from one state to another: SIPRI's volume (TIV million) by period, share of exports
// $from: node = 'RUS'  the supplier
// $to: node = 'CHN'  the recipient
MATCH (a {id: $from})-[r:TRANSFERRED_ARMS_TO]->(b {id: $to})
RETURN r.since_edtf AS since, r.until_edtf AS until, r.tiv_text AS tiv_million, r.share_text AS per_cent,
       r.counts AS counts, r.sources AS sources
ORDER BY r.since, r.until, r.id
