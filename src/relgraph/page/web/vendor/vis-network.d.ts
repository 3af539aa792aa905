// What the page calls of vis-network and vis-data, which stand before its script as `vis`.
declare namespace vis {
type Spot = { x: number; y: number };
export class DataSet {
  update(items: object[]): void;
  remove(ids: (string | number)[]): void;
}
export class Network {
  constructor(box: HTMLElement, data: { nodes: DataSet; edges: DataSet }, options: object);
  on(event: string, act: (about: any) => void): void;
  once(event: string, act: () => void): void;
  body: { emitter: { emit(event: string): void } };
  redraw(): void;
  setSize(width: string, height: string): void;
  setSelection(selected: { nodes: number[]; edges: string[] }): void;
  unselectAll(): void;
  moveTo(view: { position?: Spot; scale?: number; animation?: boolean | object }): void;
  getScale(): number;
  getViewPosition(): Spot;
  canvasToDOM(spot: Spot): Spot;
}
}
