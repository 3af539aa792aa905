// The shapes of what the page holds; `render.py` writes Data.
export type Source = {
  id: string; title?: string; publisher?: string; published?: string; url?: string;
  reliability?: string; access?: string;
};
export type NodeFacts = {
  id: string; name: string; short?: string; kind?: string; names?: string[]; aliases?: string[]; latin?: string[];
  codes?: string[]; note?: string;
};
/** Day as YYYY-MM-DD, or unknown: earliest start, latest start, earliest end, latest end. */
export type Bounds = [string | null, string | null, string | null, string | null];
export type EdgeFacts = {
  id: string; type: string; from: number; to: number; bounds: Bounds; dates: string; dated: string;
  status: string; rank: string; sources: [number, string][]; area?: string; series?: string; figures?: string[]; measures?: [string, number, string][];
  claim?: boolean; figure?: boolean; symmetric?: boolean; verdict?: string; note?: string;
  superseded_by?: string[]; rival_of?: string; ends?: [string, string];
};
export type DrawnNode = { id: number; x: number; y: number; size: number; color: string; shape: string };
export type DrawnEdge = {
  id: string; from: number; to: number; color: string; arrows: string; width?: number;
  smooth?: { enabled: boolean; type?: string; roundness?: number };
  selfReference?: { size: number; angle: number };
  /** The relations that it folds; empty for a line between parts, which has many. */
  members?: string[];
};
/** A part that is one node until it is opened: name, colour, place, how far its nodes reach. */
export type Group = [string, string, number, number, number];
export type Band = [string, number, number, number, number];
export type Data = {
  title: string; scope: string; newest: string; year: number; folded: number; view: "time" | "network" | null;
  nodes: DrawnNode[]; edges: DrawnEdge[]; options: { interaction: object }; unit: number;
  facts: { nodes: NodeFacts[]; edges: EdgeFacts[]; corrections: EdgeFacts[]; sources: Source[] };
  kinds: [string, string, string, string, string, string?][]; middles: string[]; called: string; areas: [string, string, string, string][]; bands: Band[]; poles: number[];
  by: string; groups: Group[]; group: number[];
};
/** A group is a part by its number; a pair is what ties two drawn nodes, a part being numbered after all nodes. */
export type Selected = { what: "node" | "edge" | "group"; number: number } | { what: "pair"; number: number; other: number } | null;
export type State = {
  from: number; until: number; mode: "active" | "started";
  undated: boolean; possible: boolean; claims: boolean; rivals: boolean;
  areas: Set<string>; kinds: Set<string>;
  selected: Selected; near: boolean; unfolded: Set<string>; open: Set<string>;
  speed: "slow" | "even" | "fast"; view: "map" | "time" | "table"; sort: string; down: boolean; standing: "" | keyof typeof import("./standing.js").STANDINGS; theme: "auto" | "light" | "dark"; colour: "area" | "kind" | "type" | "rank"; lanes: "area" | "kind" | "type";
};
export type Holding = "certain" | "possible" | "undated" | "no";
/** What is in view: nodes by number, edges by number with how surely they hold. */
export type View = { nodes: Set<number>; edges: Map<number, Holding> };
export type Box = { left: number; top: number; right: number; bottom: number };
