import { shortened, textWidth } from "./svg-text.js";

/** One row of a column: an endpoint, or a joint row for every endpoint of a box. */
export interface Entry {
  readonly key: string;
  readonly title: string;
  readonly tooltip: string;
  readonly mark: string;
  readonly isJoint: boolean;
  /** The different ports at which lines end; `kind text`. Empty for sources. */
  readonly slots: readonly string[];
}

export interface Column {
  readonly groups: readonly {
    readonly title: string;
    readonly isAddresses: boolean;
    readonly entries: readonly Entry[];
  }[];
}

export interface Placed {
  readonly entry: Entry;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly textLeft: number;
  readonly slotTops: readonly number[];
  readonly slotWidth: number;
}

export interface PlacedBox {
  readonly title: string;
  readonly isAddresses: boolean;
  readonly top: number;
  readonly bottom: number;
}

export interface PlacedColumn {
  readonly boxes: readonly PlacedBox[];
  readonly placed: readonly Placed[];
  readonly byKey: ReadonlyMap<string, Placed>;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
}

const padding = 10;
const titleHeight = 24;
const slotHeight = 19;
const rowHeight = 22;
const rowGap = 4;
const boxGap = 14;

/** Puts the boxes of a column below each other, all of one width. In pixels. */
export function layOut({ groups }: Column, left: number, top: number): PlacedColumn {
  const entries = groups.flatMap((group) => group.entries);
  const slots = entries.flatMap((entry) => entry.slots);
  const slotWidth = Math.max(0, ...slots.map((slot) => textWidth(shortened(slotText(slot), 30), 11) + 14));
  const names = entries.map((entry) => textWidth(shortened(entry.title, 44), 12) + (entry.mark === "" ? 0 : 40));
  const titles = groups.map(({ title }) => textWidth(shortened(title, 40), 13));
  const right = left + Math.max(140, ...names.map((name) => name + slotWidth + 24), ...titles) + 2 * padding;
  const boxes: PlacedBox[] = [];
  const placed: Placed[] = [];
  let y = top + 8;
  for (const { title, isAddresses, entries: own } of groups) {
    const boxTop = y;
    y += titleHeight;
    for (const entry of own) {
      const height = Math.max(rowHeight, entry.slots.length * slotHeight + 4);
      const firstSlot = y + (height - entry.slots.length * slotHeight) / 2 + 1;
      const slotTops = entry.slots.map((_, index) => firstSlot + index * slotHeight);
      const sides = { left: left + padding, right: right - padding, top: y, bottom: y + height };
      placed.push({ entry, ...sides, textLeft: left + padding + slotWidth + 8, slotTops, slotWidth });
      y += height + rowGap;
    }
    y += padding - rowGap;
    boxes.push({ title, isAddresses, top: boxTop, bottom: y });
    y += boxGap;
  }
  return { boxes, placed, byKey: new Map(placed.map((one) => [one.entry.key, one])), left, right, bottom: y - boxGap };
}

function slotText(slot: string): string {
  return slot.slice(slot.indexOf(" ") + 1);
}
