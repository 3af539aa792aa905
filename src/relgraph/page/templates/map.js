"use strict";
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const facts = {
    nodes: new Map(Object.entries(data.facts.nodes)),
    edges: new Map(Object.entries(data.facts.edges)),
  };

  function element(tag, text, className) {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function sentence(edge) {
    const from = facts.nodes.get(edge.from).name;
    const to = facts.nodes.get(edge.to).name;
    return `${from} ${edge.symmetric ? "–" : "→"} ${to}`;
  }

  function source(entry) {
    const line = element("p", "", "source");
    const title = entry.title || entry.id;
    if (/^https?:\/\//i.test(entry.url || "")) {
      const link = element("a", title);
      link.href = entry.url;
      link.rel = "noopener noreferrer";
      link.target = "_blank";
      line.append(link);
    } else {
      line.append(title);
    }
    const rest = [entry.publisher, entry.published, entry.locator].filter(Boolean);
    line.append(rest.length ? ` (${rest.join("; ")})` : "");
    return line;
  }

  function relation(edge, heading) {
    const item = element(heading === "h2" ? "div" : "li");
    item.append(element(heading, `${edge.type.replaceAll("_", " ")}: ${sentence(edge)}`));
    item.append(element("p", edge.dates, "dates"));
    for (const figure of edge.figures || []) item.append(element("p", figure));
    if (edge.status !== "actual") item.append(element("p", edge.status, "soft"));
    if (edge.claim) item.append(element("p", `claim, ${edge.verdict}${edge.superseded_by ? ` by ${edge.superseded_by.join(", ")}` : ""}`, "soft"));
    if (edge.verdict === "disputed") item.append(element("p", "disputed: sources differ", "soft"));
    if (edge.note) item.append(element("p", edge.note, "soft"));
    for (const entry of edge.sources || []) item.append(source(entry));
    return item;
  }

  function tooltip(lines) {
    return element("div", lines.filter(Boolean).join("\n"));
  }

  const titles = (edge) => (edge.sources || []).map((entry) => `Source: ${entry.title || entry.id}`);
  for (const edge of data.edges) {
    const fact = facts.edges.get(edge.id);
    edge.title = tooltip([`${fact.type.replaceAll("_", " ")}: ${sentence(fact)}`, fact.dates, ...(fact.figures || []), ...titles(fact)]);
  }
  for (const node of data.nodes) {
    const fact = facts.nodes.get(node.id);
    node.title = tooltip([fact.name, fact.kind, fact.names.join(" · ")]);
  }

  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges);
  const map = document.getElementById("map");
  const network = new vis.Network(map, { nodes, edges }, data.options);
  const panel = document.getElementById("panel");

  function show(children) {
    panel.replaceChildren(...children);
    panel.scrollTop = 0;
  }

  network.on("selectNode", (event) => {
    const id = String(event.nodes[0]);
    const fact = facts.nodes.get(id);
    const list = element("ul");
    for (const edge of facts.edges.values()) {
      if (edge.from === id || edge.to === id) list.append(relation(edge, "h3"));
    }
    const names = [fact.kind, ...fact.names].join(" · ");
    show([element("h2", fact.name), element("p", names, "soft"), element("p", fact.note), list]);
  });
  network.on("selectEdge", (event) => {
    if (event.nodes.length === 0) show([relation(facts.edges.get(String(event.edges[0])), "h2")]);
  });

  document.getElementById("legend").addEventListener("change", (event) => {
    const hidden = !event.target.checked;
    const kind = event.target.dataset.kind;
    const touched = data.nodes.filter((node) => facts.nodes.get(node.id).kind === kind);
    nodes.update(touched.map((node) => ({ id: node.id, hidden })));
  });
  network.once("afterDrawing", () => document.body.setAttribute("data-ready", ""));
  network.fit();
})();
