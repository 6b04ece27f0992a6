import type { JSX } from "preact";
import type { LinkState } from "../answers/state.js";
import type { DrawnLine } from "./drawn-lines.js";
import type { Point } from "./map-layout.js";

const signs: Readonly<Record<LinkState, string>> = { allowed: "", partly: "◐", undecided: "?", denied: "✕" };

/** The lines between nodes. What they say is also in the list below the map, so they are hidden from screen readers. */
export function MapLines(props: {
  readonly lines: readonly DrawnLine[];
  readonly width: number;
  readonly height: number;
  /** Lines between boxes go behind them. */
  readonly isBehind: boolean;
}): JSX.Element {
  return (
    <svg class={props.isBehind ? "lines behind" : "lines"} width={props.width} height={props.height} aria-hidden="true">
      <defs>
        {(["allowed", "partly", "undecided", "denied"] as const).map((state) => (
          <marker
            key={state}
            id={`end-${state}`}
            viewBox="0 0 10 10"
            refX="9"
            refY="5"
            markerWidth="8"
            markerHeight="8"
            orient="auto"
          >
            <path d="M0 0L10 5L0 10z" class={`head ${state}`} />
          </marker>
        ))}
      </defs>
      {props.lines.map(({ from, to, state }, index) => {
        const { path, middle } = curveBetween(from, to);
        return (
          <g key={index} class={`link ${state}`}>
            <path d={path} marker-end={`url(#end-${state})`} />
            {signs[state] !== "" && (
              <>
                <circle cx={middle.x} cy={middle.y} r="9" />
                <text x={middle.x} y={middle.y + 4} text-anchor="middle">
                  {signs[state]}
                </text>
              </>
            )}
          </g>
        );
      })}
    </svg>
  );
}

interface Curve {
  readonly path: string;
  readonly middle: { readonly x: number; readonly y: number };
}

/** From the side of one box to the side of the other that faces it; a loop where both are one. */
function curveBetween(a: Point, b: Point): Curve {
  if (a === b) return loopAt(a);
  if (isWithin(a, b) || isWithin(b, a)) return loopAt(isWithin(a, b) ? a : b);
  if (a.x + a.width < b.x || b.x + b.width < a.x) return acrossTo(a, b);
  return a.x === b.x && a.width === b.width && Math.abs(a.y - b.y) < 600 ? besideTo(a, b) : downTo(a, b);
}

function acrossTo(a: Point, b: Point): Curve {
  const [middleA, middleB] = [middleOf(a), middleOf(b)];
  const right = middleB.x > middleA.x;
  const [start, end] = [right ? a.x + a.width : a.x, right ? b.x : b.x + b.width];
  // The way there and the way back are two lines.
  const shift = right ? -5 : 5;
  const half = (start + end) / 2;
  return curve(start, middleA.y + shift, half, middleA.y + shift, half, middleB.y + shift, end, middleB.y + shift);
}

/** Around the right side, or the left one for the way up. */
function besideTo(a: Point, b: Point): Curve {
  const down = b.y > a.y;
  const side = down ? a.x + a.width : a.x;
  const bulge = (down ? 1 : -1) * Math.min(34, 14 + Math.abs(b.y - a.y) / 12);
  const [from, to] = [middleOf(a).y + 4, middleOf(b).y - 4];
  return curve(side, from, side + bulge, from, side + bulge, to, side, to);
}

function downTo(a: Point, b: Point): Curve {
  const down = middleOf(b).y > middleOf(a).y;
  const [start, end] = [down ? a.y + a.height : a.y, down ? b.y : b.y + b.height];
  const share = down ? 0.7 : 0.8;
  const [from, to] = [a.x + a.width * share, b.x + b.width * share];
  return curve(from, start, from, (start + end) / 2, to, (start + end) / 2, to, end);
}

function curve(x1: number, y1: number, x2: number, y2: number, x3: number, y3: number, x4: number, y4: number): Curve {
  const middle = { x: (x1 + 3 * x2 + 3 * x3 + x4) / 8, y: (y1 + 3 * y2 + 3 * y3 + y4) / 8 };
  return { path: `M${x1} ${y1}C${x2} ${y2} ${x3} ${y3} ${x4} ${y4}`, middle };
}

function loopAt({ x, y, width }: Point): Curve {
  const right = x + width;
  return { path: `M${right - 26} ${y}c0 -22 22 -22 20 -2`, middle: { x: right - 16, y: y - 16 } };
}

function isWithin(a: Point, b: Point): boolean {
  return a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;
}

function middleOf({ x, y, width, height }: Point): { readonly x: number; readonly y: number } {
  return { x: x + width / 2, y: y + height / 2 };
}
