import { judgeSoak, type SoakSeen } from "./judge-soak";

const mb = 2 ** 20;
const minutes = Array.from({ length: 60 }, (_, minute) => minute + 1);

/** An hour of one process whose memory is so many megabytes at each minute, and of files that do not grow. */
const seenOf = (heap: (minute: number) => number, resident: (minute: number) => number): SoakSeen => ({
  minutes: 60,
  heap: minutes.map((minute) => ({ name: "tasks", minute, bytes: heap(minute) * mb })),
  resident: minutes.map((minute) => ({ name: "tasks", minute, bytes: resident(minute) * mb })),
  failures: [],
  files: minutes.map((minute) => ({ minute, sizes: files })),
});
const files = new Map([
  ["logs/tasks.log", mb],
  ["statistics/dossier/1.duckdb", 5 * mb],
  ["postgres/pg_wal/0001", 16 * mb],
  ["secrets.json", 300],
]);

/** The rules that do not hold, with what was found. */
const broken = (seen: SoakSeen) =>
  judgeSoak(seen).flatMap(({ rule, found, holds }) => (holds ? [] : [`${rule}: ${found}`]));

it("finds nothing where caches fill up in the first third and memory is level afterwards", () => {
  const filling = (minute: number) => 100 + Math.min(minute, 18);
  expect(broken(seenOf(filling, filling))).toEqual([]);
});

it("finds a leak of a tenth of a megabyte a minute, and what of the memory has grown by more than it may", () => {
  const leaking = seenOf(
    (minute) => 50 + minute / 10,
    (minute) => 100 + minute,
  );
  expect(broken(leaking)).toEqual([
    "tasks: heap after a collection grows by less than 1 MB in ten minutes: +1.00 MB at 54.0 MB",
    "tasks: resident memory of the last third at most 1.05 times the middle's: 1.153 (131, 151 MB)",
    "tasks: of the last ten minutes at most 1.2 times the first ten's: 1.474 (106, 156 MB)",
  ]);
});

it("knows of processes that come and go their memory alone", () => {
  const seen = {
    ...seenOf(
      () => 1,
      () => 100,
    ),
    heap: [],
  };
  expect(judgeSoak(seen).filter(({ rule }) => rule.includes("heap"))).toEqual([]);
});

it("finds what has failed, and files that have grown", () => {
  const level = seenOf(
    () => 50,
    () => 100,
  );
  const grown = new Map([
    ["logs/tasks.log", 11 * mb],
    ["statistics/dossier/1.duckdb", 12 * mb],
    ["postgres/pg_wal/0001", 2_000 * mb],
    ["secrets.json", 300],
    ["metrics/1.json", 70_000],
  ]);
  const seen = { ...level, failures: ["import: no"], files: [...level.files, { minute: 60, sizes: grown }] };
  expect(broken(seen)).toEqual([
    "no request, import, reload or live query fails: 1, first: import: no",
    "no log is longer than it is set aside at: 11.0 MB the longest of 1",
    "column stores are no more than twice what they were in the middle: 5, 12 MB",
    "PostgreSQL's write-ahead log stays within what it may have: 2000 MB",
    "what else is in the data folder does not grow: 0, 69 kB",
  ]);
});
