// The page of sigma.js that benchmarks/map.py times: its graph stands in the page, with places.
import Graph from "graphology";
import Sigma from "sigma";

const { nodes, edges } = JSON.parse(document.getElementById("data").textContent);
const graph = new Graph({ multi: true });
for (const [id, x, y] of nodes) graph.addNode(id, { x, y, size: 3, label: `${id}` });
for (const [from, to] of edges) graph.addEdge(from, to);
new Sigma(graph, document.getElementById("map"));
// it draws while it is made: what a reader sees is there in the frame after that
requestAnimationFrame(() => setTimeout(() => {
  window.drawnAt = performance.now();
}));
