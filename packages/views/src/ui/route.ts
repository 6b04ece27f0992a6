/** Where the reader is. */
export interface Route {
  readonly view: ViewName;
  /** What the view is about; each view has its own names. */
  readonly values: Readonly<Record<string, string>>;
}

export const viewNames = ["overview", "findings", "map", "matrix", "workloads", "why", "diff"] as const;
export type ViewName = (typeof viewNames)[number];

export const firstRoute: Route = { view: "overview", values: {} };

/** `#map?open=shop`: what the address bar shows, so that a place in a report can be linked to. */
export function routeText({ view, values }: Route): string {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== "")).toString();
  return query === "" ? `#${view}` : `#${view}?${query}`;
}

export function readRoute(text: string): Route {
  const [name = "", query = ""] = text.replace(/^#/, "").split("?", 2);
  const view = viewNames.find((one) => one === name);
  return view ? { view, values: Object.fromEntries(new URLSearchParams(query)) } : firstRoute;
}

export type Go = (route: Route) => void;
