import { createKnownPositions } from "./known-positions";
import { readLogPosition } from "./log-position";

const at = (seconds: number) => new Date(seconds * 1_000);

it("reads positions as PostgreSQL subtracts them", () => {
  // SELECT '16/B374D848'::pg_lsn - '0/0'::pg_lsn
  expect(readLogPosition("16/B374D848")).toBe(97_500_059_720n);
  expect(readLogPosition("0/0")).toBe(0n);
});

it("takes the place behind a page's header for the end of the page before, of a segment's first page, too", () => {
  expect([readLogPosition("0/3002018"), readLogPosition("0/3000028")]).toEqual([
    readLogPosition("0/3002000"),
    readLogPosition("0/3000000"),
  ]);
});

it.each(["", "16", "16/G", "0x1/0", "123456789/0"])("refuses what is none: %j", (text) => {
  expect(() => readLogPosition(text)).toThrow("Expected a position in the write-ahead log");
});

describe("instants whose position was reached", () => {
  it("are the latest of them, and none before the first", () => {
    const known = createKnownPositions();
    known.note(10n, at(1));
    known.note(20n, at(2));
    known.note(30n, at(3));
    expect([9n, 25n, 30n].map((position) => known.reached(position))).toEqual([undefined, at(2), at(3)]);
  });

  it("go on while nobody writes", () => {
    const known = createKnownPositions();
    known.note(10n, at(1));
    expect(known.reached(10n)).toEqual(at(1));
    known.note(10n, at(60));
    expect(known.reached(10n)).toEqual(at(60));
  });

  it("begin anew where the log was set back, as after a failover that lost its end", () => {
    const known = createKnownPositions();
    known.note(30n, at(1));
    known.note(20n, at(2));
    expect([known.reached(19n), known.reached(20n)]).toEqual([undefined, at(2)]);
  });
});
