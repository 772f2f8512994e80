/** Bytes of one process at one time. */
export interface MemoryReading {
  name: string;
  /** Minutes since the load began. */
  minute: number;
  bytes: number;
}

/** What a soak has seen; sizes are in bytes. */
export interface SoakSeen {
  minutes: number;
  /** JavaScript's heap right after a collection. */
  heap: MemoryReading[];
  resident: MemoryReading[];
  /** What failed, in words. */
  failures: string[];
  /** Sizes of files by their path at one time, each time in order. */
  files: { minute: number; sizes: ReadonlyMap<string, number> }[];
}

/** One rule and how it went. */
export interface Judgement {
  rule: string;
  found: string;
  holds: boolean;
}

const mb = 1024 * 1024;
/** A log is set aside at 10 MB; what is written at that moment comes on top. */
const logBytes = 10 * mb + 256 * 1024;
/** PostgreSQL removes or reuses its log beyond `max_wal_size`, 1 GB by default, at the next checkpoint. */
const walBytes = 1.5 * 1024 * mb;

/** Holds what was seen to the rules of a soak (docs/operations.md). */
export function judgeSoak(seen: SoakSeen): Judgement[] {
  const names = [...new Set(seen.resident.map(({ name }) => name))];
  return [
    {
      rule: "no request, import, reload or live query fails",
      found: seen.failures.length === 0 ? "0" : `${seen.failures.length}, first: ${seen.failures[0]}`,
      holds: seen.failures.length === 0,
    },
    ...names.flatMap((name) => judgeMemory(name, seen)),
    ...judgeFiles(seen),
  ];
}

function judgeMemory(name: string, { heap, resident, minutes }: SoakSeen): Judgement[] {
  const of = (readings: MemoryReading[], from: number, to: number) =>
    readings.filter((one) => one.name === name && one.minute > from && one.minute <= to);
  const residentIn = (from: number, to: number) =>
    mean(of(resident, from, to).map(({ bytes }) => bytes)) / mb;
  const third = minutes / 3;
  // In the first third caches fill up to their bounds.
  const settled = of(heap, third, minutes);
  const growth = (slope(settled.map(({ minute, bytes }) => [minute, bytes])) * 10) / mb;
  const heapMb = mean(settled.map(({ bytes }) => bytes)) / mb;
  const [middle, last] = [residentIn(third, 2 * third), residentIn(2 * third, minutes)];
  const ten = Math.min(10, third);
  const [first, ending] = [residentIn(0, ten), residentIn(minutes - ten, minutes)];
  const rules: Judgement[] = [
    {
      rule: `${name}: heap after a collection grows by less than 1 MB in ten minutes`,
      found: `${signed(growth)} MB at ${heapMb.toFixed(1)} MB`,
      holds: growth < 1,
    },
    {
      rule: `${name}: resident memory of the last third at most 1.05 times the middle's`,
      found: `${(last / middle).toFixed(3)} (${middle.toFixed(0)}, ${last.toFixed(0)} MB)`,
      holds: last / middle <= 1.05,
    },
    {
      rule: `${name}: of the last ten minutes at most 1.2 times the first ten's`,
      found: `${(ending / first).toFixed(3)} (${first.toFixed(0)}, ${ending.toFixed(0)} MB)`,
      holds: ending / first <= 1.2,
    },
  ];
  // Of processes that come and go only the memory is known.
  return settled.length > 0 ? rules : rules.slice(1);
}

/** Logs are set aside, PostgreSQL's log is reused; a column store's file may double when it is written anew. */
function judgeFiles({ files }: SoakSeen): Judgement[] {
  const end = files.at(-1)?.sizes ?? new Map<string, number>();
  const middle = files[Math.floor(files.length / 2)]?.sizes ?? end;
  const sum = (sizes: ReadonlyMap<string, number>, prefix: string) =>
    [...sizes].reduce((bytes, [file, size]) => bytes + (file.startsWith(prefix) ? size : 0), 0);
  const logs = [...end].filter(([file]) => file.startsWith("logs/"));
  const largest = Math.max(0, ...logs.map(([, size]) => size));
  const [storesThen, stores] = [sum(middle, "statistics/"), sum(end, "statistics/")];
  const wal = sum(end, "postgres/pg_wal/");
  const others = ["logs/", "statistics/", "postgres/", "compile-cache/"];
  const rest = (sizes: ReadonlyMap<string, number>) =>
    sum(sizes, "") - others.reduce((bytes, prefix) => bytes + sum(sizes, prefix), 0);
  return [
    {
      rule: "no log is longer than it is set aside at",
      found: `${(largest / mb).toFixed(1)} MB the longest of ${logs.length}`,
      holds: largest <= logBytes,
    },
    {
      rule: "column stores are no more than twice what they were in the middle",
      found: `${(storesThen / mb).toFixed(0)}, ${(stores / mb).toFixed(0)} MB`,
      holds: stores <= 2 * storesThen + mb,
    },
    {
      rule: "PostgreSQL's write-ahead log stays within what it may have",
      found: `${(wal / mb).toFixed(0)} MB`,
      holds: wal <= walBytes,
    },
    {
      rule: "what else is in the data folder does not grow",
      found: `${(rest(middle) / 1024).toFixed(0)}, ${(rest(end) / 1024).toFixed(0)} kB`,
      holds: rest(end) <= rest(middle) + 64 * 1024,
    },
  ];
}

const signed = (value: number) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of the straight line through points by least squares. */
function slope(points: (readonly [x: number, y: number])[]): number {
  const [x0, y0] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const above = points.reduce((sum, [x, y]) => sum + (x - x0) * (y - y0), 0);
  return above / points.reduce((sum, [x]) => sum + (x - x0) ** 2, 0);
}
