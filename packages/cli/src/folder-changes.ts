import { watch } from "node:fs";
import type { Changes } from "./io.js";

/** Editors write a file in several steps; 100 ms after the last of them it is whole. */
const settling = 100;

/** Changes below a folder, those of version control and of installed packages left out. */
export function folderChanges(folder: string): Changes {
  let changed = false;
  let waiting: ((changed: boolean) => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    changed = true;
    if (!waiting) return;
    const answer = waiting;
    waiting = undefined;
    changed = false;
    answer(true);
  };
  const watcher = watch(folder, { recursive: true }, (_event, name) => {
    if (name !== null && isElsewhere(name)) return;
    clearTimeout(timer);
    timer = setTimeout(tell, settling);
  });
  return {
    next: () =>
      new Promise((resolve) => {
        waiting = resolve;
        if (changed) tell();
      }),
    close: () => {
      clearTimeout(timer);
      watcher.close();
    },
  };
}

function isElsewhere(name: string): boolean {
  return /(?:^|[\\/])(?:\.git|node_modules)(?:[\\/]|$)/.test(name);
}
