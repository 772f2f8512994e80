import {
  constants,
  type NodeGCPerformanceDetail,
  type PerformanceEntry,
  PerformanceObserver,
} from "node:perf_hooks";

const kinds = new Map([
  [constants.NODE_PERFORMANCE_GC_MAJOR, "major"],
  [constants.NODE_PERFORMANCE_GC_MINOR, "minor"],
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL, "incremental"],
  [constants.NODE_PERFORMANCE_GC_WEAKCB, "weakcb"],
]);

/**
 * Tells of each garbage collection of the process from now on: its kind, in Node.js's words, and how long it took, in
 * seconds. Ends with the process.
 */
export function observeCollections(tell: (kind: string, seconds: number) => void): void {
  const observer = new PerformanceObserver((list) => {
    // All collections of a turn of the event loop come together.
    for (const { detail, duration } of list.getEntries().filter(isCollection))
      tell(kinds.get(detail.kind ?? 0) ?? "other", duration / 1000);
  });
  observer.observe({ entryTypes: ["gc"] });
}

function isCollection(
  entry: PerformanceEntry,
): entry is PerformanceEntry & { detail: NodeGCPerformanceDetail } {
  return entry.entryType === "gc" && "detail" in entry;
}
