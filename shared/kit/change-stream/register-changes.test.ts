import { generateKeyPairSync } from "node:crypto";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import sql from "sql-template-tag";
import { serveTestSubgraph, type TestServed } from "../../../test/support/subgraph/served-subgraph";
import { libraries } from "../../../test/template/subgraph";
import { type ChangeNotice, changeNotice } from "../../base/changes/change-notice";
import { systemClock } from "../../base/clock/clock";
import {
  createInternalTokenSigner,
  createInternalTokenVerifier,
  internalTokenHeader,
} from "../../http/identity/internal-token";
import { publicViewer } from "../../http/identity/viewer";

/* `GET /changes` as the gateway reads it. */

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const signer = createInternalTokenSigner({ privateKey, clock: systemClock });
let served: TestServed;
let now = new Date("2025-11-14T23:59:59.000+07:00");
beforeAll(async () => {
  const statements = createInternalTokenVerifier({ publicKey, audience: libraries.name, clock: systemClock });
  served = await serveTestSubgraph(libraries, { statements, clock: { now: () => now } });
});
afterAll(() => served.close());

/** The notices of one reader, one after the other. */
interface Reader {
  status: number;
  next(): Promise<ChangeNotice | undefined>;
  leave(): void;
}

async function read(after?: string, headers?: Record<string, string>): Promise<Reader> {
  const url = new URL("/changes", served.url);
  if (after !== undefined) url.searchParams.set("after", after);
  const leaving = new AbortController();
  const statement = await signer.sign(publicViewer, libraries.name);
  const { status, body } = await fetch(url, {
    headers: headers ?? { [internalTokenHeader]: statement },
    signal: leaving.signal,
  });
  const lines = createInterface({ input: Readable.from(textOf(body)) })[Symbol.asyncIterator]();
  return {
    status,
    async next() {
      for (;;) {
        const { done, value } = await lines.next();
        if (done) return undefined;
        if (value !== "") return changeNotice.parse(JSON.parse(value));
      }
    },
    leave: () => leaving.abort(),
  };
}

async function* textOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  try {
    for await (const piece of body ?? []) yield decoder.decode(piece, { stream: true });
  } catch {
    // Whoever leaves, or is left, reads nothing more.
  }
}

const write = () => served.subgraph.database.rows(sql`UPDATE library SET name = name || '!'`);
const library = { changes: [{ relation: "library", size: expect.any(Number), keys: null }] };

it("tells what each commit has changed, to every reader, and from a position on to one who comes back", async () => {
  const [one, other] = [await read(), await read()];
  const first = await one.next();
  expect([first?.changes, (await other.next())?.changes]).toEqual([[], []]);
  await write();
  const second = await one.next();
  expect([second, await other.next()]).toMatchObject([library, library]);
  one.leave();
  await write();
  await write();
  const again = await read(second?.position);
  expect(await again.next()).toMatchObject({ changes: [{ relation: "library", keys: null }] });
  again.leave();
  other.leave();
});

it("makes up for what a broken connection to the database has not told", async () => {
  const reader = await read();
  await reader.next();
  const gone = await served.subgraph.database.rows(sql`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = ${`${libraries.name} changes`}`);
  expect(gone.length).toBeGreaterThan(0);
  await write();
  expect(await reader.next()).toMatchObject(library);
  reader.leave();
});

it("tells that the clock has passed midnight in Hanoi", async () => {
  const reader = await read();
  await reader.next();
  const midnight = new Date("2025-11-15T00:00:00+07:00");
  now = midnight;
  expect(await reader.next()).toMatchObject({ changes: [], passed: midnight.toISOString() });
  reader.leave();
});

it.each([
  ["what is no position", "yesterday", undefined, 400],
  ["anyone without the gateway's statement", undefined, {}, 401],
])("refuses %s", async (_who, after, headers, status) => {
  expect((await read(after, headers)).status).toBe(status);
});

it("ends for its readers when the subgraph is stopped", async () => {
  const reader = await read();
  await reader.next();
  await served.stop();
  expect(await reader.next()).toBeUndefined();
});
