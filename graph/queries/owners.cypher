// Who owns a company or project, with shares (per cent) and dates
// $thing: node = 'yamal-lng'  the company or project
MATCH (owner)-[r:OWNS]->(thing {id: $thing})
RETURN owner.name AS owner, r.share_text AS per_cent, r.since_edtf AS since, r.until_edtf AS until,
       r.sources AS sources
ORDER BY r.share DESC, owner, since
