import { publicViewer } from "../../shared/http/identity/viewer";
import { rateLimited } from "../rates/rates";
import { chargeReaders } from "./charge-readers";
import { LiveReader } from "./live-reader";

const charged: [string, number][] = [];
const broke = new Set<string>();
beforeEach(() => {
  charged.length = 0;
  broke.clear();
});

const readerOf = (client: string) =>
  new LiveReader(
    { answer: undefined },
    {
      ...{ viewer: publicViewer, requestId: "test", begunAt: "2025-11-14T02:00:00.000Z" },
      rate: {
        client,
        async charge(cost) {
          charged.push([client, cost]);
          if (broke.has(client)) throw rateLimited({ quota: 1, left: 0, resetsIn: 7 });
        },
      },
    },
    () => {},
  );

it("charges each client its readers' parts at once", async () => {
  const readers = new Set(["a", "b", "a", "a"].map(readerOf));
  expect(await chargeReaders(readers, 100)).toBeUndefined();
  expect(charged).toEqual([
    ["a", 75],
    ["b", 25],
  ]);
});

it("charges each at least one", async () => {
  await chargeReaders(new Set(["a", "b"].map(readerOf)), 0.5);
  expect(charged).toEqual([
    ["a", 1],
    ["b", 1],
  ]);
});

it("goes on while anybody can pay, without those who cannot, and else says when one can again", async () => {
  const readers = new Set(["a", "b"].map(readerOf));
  broke.add("a");
  expect(await chargeReaders(readers, 100)).toBeUndefined();
  charged.length = 0;
  expect(await chargeReaders(readers, 100)).toBeUndefined();
  expect(charged).toEqual([["b", 100]]);
  broke.add("b");
  const waitMs = await chargeReaders(readers, 100);
  expect(waitMs).toBeGreaterThan(6_000);
  expect(waitMs).toBeLessThanOrEqual(7_000);
});
