const storageKey = "graph.today";

/** The graph's day at the last visit, as YYYY-MM-DD; undefined where there was none. */
export function readLastDay(): string | undefined {
  const kept = localStorage.getItem(storageKey);
  return kept !== null && /^\d{4}-\d{2}-\d{2}$/.test(kept) ? kept : undefined;
}

export function keepLastDay(day: string): void {
  localStorage.setItem(storageKey, day);
}
