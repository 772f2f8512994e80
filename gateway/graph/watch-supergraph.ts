import { type StatsListener, unwatchFile, watchFile } from "node:fs";
import { readFile } from "node:fs/promises";

/**
 * Calls `changed` with the text of a file whenever it is another one, one call at a time. Looks at the file again
 * and again: unlike a watch of the operating system, that also sees a file that is replaced by renaming, behind
 * a symbolic link, or on a network. Gives the function that ends it.
 */
export function watchSupergraph(
  file: string,
  initial: string,
  changed: (text: string) => Promise<void>,
  intervalMs: number,
): () => void {
  let known = initial;
  let running = Promise.resolve();
  const look = async () => {
    // A file that is gone is in the middle of being replaced; if it stays away, the graph serves on.
    const text = await readFile(file, "utf8").catch(() => known);
    if (text === known) return;
    known = text;
    await changed(text);
  };
  const listener: StatsListener = () => {
    running = running.then(look);
  };
  watchFile(file, { interval: intervalMs, persistent: false }, listener);
  return () => unwatchFile(file, listener);
}
