// Who owns a company or project, with shares (per cent) and dates
// $thing: node = 'yamal-lng'  the company or project
MATCH (owner)-[r:OWNS]->(thing {id: $thing})
WITH owner, r, reduce(t = split(coalesce(r.share_text, ''), '..')[0], mark IN ['>', '<', '~', '='] | replace(t, mark, '')) AS share
RETURN owner.name AS owner, toFloat(share) AS per_cent, replace(r.share_text, share, '') AS qualifier, r.since_edtf AS since, r.until_edtf AS until,
       r.sources AS sources
ORDER BY r.share DESC, owner, since
