import { answerOf, columnsOf } from "../../../test/support/tables/answer-of";
import { askDuckDb, closeDuckDb } from "../../../test/support/tables/ask-duckdb";
import { ipcBatches } from "../arrow/ipc-batches";
import { encodeInThread } from "./parquet-thread";

afterAll(closeDuckDb);

const signal = new AbortController().signal;

async function batchesOf(count: number) {
  const rows = Array.from({ length: count }, (_, at) => [`c${at}`, at]);
  const [table] = answerOf([{ name: "t", columns: columnsOf({ code: "text", n: "integer" }), rows }]).tables;
  if (!table) throw new Error("no table");
  return (await ipcBatches(table, new Map(), signal)).streams;
}

async function bytesOf(batches: AsyncIterable<Uint8Array<ArrayBuffer>>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of encodeInThread(batches, new Map([["notes", "x"]]))) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function* noArrow() {
  yield new Uint8Array([1, 2, 3]);
}

async function* failing(batches: AsyncIterable<Uint8Array<ArrayBuffer>>, error: Error) {
  for await (const batch of batches) {
    yield batch;
    throw error;
  }
}

it("fails alone: others that are under way in the thread, and those after it, end well", async () => {
  const error = new Error("no page");
  const [good, bad, broken] = await Promise.allSettled([
    bytesOf(await batchesOf(20_000)),
    bytesOf(noArrow()),
    bytesOf(failing(await batchesOf(20_000), error)),
  ]);
  expect(bad).toEqual({
    status: "rejected",
    reason: expect.objectContaining({ message: expect.stringMatching(/^The Parquet writer failed: /) }),
  });
  expect(broken).toEqual({ status: "rejected", reason: error });
  const count = "SELECT count(*), sum(n) FROM read_parquet(FILE)";
  if (good?.status !== "fulfilled") throw good?.reason;
  expect(await askDuckDb(good.value, count)).toEqual([["20000", "199990000"]]);
  expect(await askDuckDb(await bytesOf(await batchesOf(10)), count)).toEqual([["10", "45"]]);
});
