import type { GatewayOptions, RunningGateway } from "../../../gateway/gateway-options";
import { defaultTableLimits } from "../../../gateway/tables/limits/table-limits";
import { createTestDatabase } from "../database/test-cluster";
import { compose, startOver, token } from "./gateway-fixture";
import { type Answer, eventually, request } from "./gateway-request";
import { type StubSubgraph, startStub } from "./gateway-stub";

/** Gateways over one stub and one database, as several processes would be. */
export interface SavedFixture {
  wards: StubSubgraph;
  databaseUrl: string;
  gateways: readonly RunningGateway[];
  /** Holds back the second page of `events`; lets it go, or has it fail. */
  holdEvents(): { letGo(): void; fail(): void };
  /** Sends JSON to one of them as somebody. */
  ask(method: string, path: string, options?: AskOptions): Promise<Answer>;
  /** Sends the same supergraph with another schema of the stub's to all. */
  changeSchema(sdl: (before: string) => string): Promise<void>;
  stop(): Promise<void>;
}

export interface AskOptions {
  /** A role, or a role and a name: `analyst`, `editor:SKHCN`; absent: the public. */
  as?: Person | undefined;
  body?: unknown;
  headers?: Record<string, string>;
  /** Of the gateways; the first by default. */
  at?: number;
}

export type Person = keyof typeof people;

const people = {
  an: { role: "analyst", sub: "an", jti: "token-of-an" },
  binh: { role: "analyst", sub: "binh" },
  chi: { role: "editor", sub: "chi", org: "SKHCN" },
  dung: { role: "admin", sub: "dung" },
  em: { role: "analyst", sub: "em", jti: "token-of-em" },
  ha: { role: "editor", sub: "ha", org: "SKHCN" },
  khoa: { role: "analyst", sub: "khoa", scope: "read:secrets" },
};

export const wardsSdl = `
  scalar Month
  enum WardKind { WARD COMMUNE }
  input WardFilter { codes: [ID!] least: Int }
  type Ward @key(fields: "code") { code: ID! name: String! kind: WardKind! population: Int secret: String }
  type PageInfo @shareable { hasNextPage: Boolean! endCursor: String }
  type Event { number: Int! }
  type EventConnection { nodes: [Event!]! pageInfo: PageInfo! totalCount: Int! }
  type Query {
    events(first: Int = 20, after: String): EventConnection!
    wards(month: Month, codes: [ID!], kind: WardKind, least: Int = 0, filter: WardFilter, large: Boolean): [Ward!]!
    cityName: String
  }
  type Mutation { renameCity: String }`;

const rows = [
  { code: "00004", name: "Ba Đình", kind: "WARD", population: 65_023 },
  { code: "00008", name: "Ngọc Hà", kind: "WARD", population: 93_536 },
  { code: "09877", name: "Ba Vì", kind: "COMMUNE", population: null },
];

/** Rows of `events`, in pages of `pageRows`. */
export const eventCount = 8;
const pageRows = 4;

type Arguments = {
  codes?: string[];
  kind?: string;
  least?: number;
  filter?: { codes?: string[]; least?: number };
};

/** A page is held back as long as a test likes. */
const patient = { SUBGRAPH_TIMEOUT_MS: 60_000, REQUEST_TIMEOUT_MS: 60_000 };

export async function startSavedFixture(
  options: Partial<Pick<GatewayOptions, "log" | "clock">> & {
    config?: Partial<GatewayOptions["config"]>;
    /** Of the database; absent: a new one. */
    databaseUrl?: string;
    gateways?: number;
    /** File of revoked tokens. */
    revokedFile?: string;
  } = {},
): Promise<SavedFixture> {
  let held: Promise<void> | undefined;
  const databaseUrl = options.databaseUrl ?? (await createTestDatabase("gateway"));
  const wards = await startStub("wards", wardsSdl, {
    Query: {
      wards: (_: unknown, { codes, kind, least = 0, filter }: Arguments) =>
        rows.filter(
          (row) =>
            (codes ?? filter?.codes ?? [row.code]).includes(row.code) &&
            (kind ?? row.kind) === row.kind &&
            (row.population ?? 0) >= (filter?.least ?? least),
        ),
      cityName: () => "Hà Nội",
      events: async (_: unknown, { first, after }: { first: number; after?: string }) => {
        const begin = Number(after ?? 0);
        if (begin > 0) await held;
        const numbers = Array.from({ length: eventCount }, (_, number) => ({ number })).slice(
          begin,
          begin + first,
        );
        const end = begin + numbers.length;
        return {
          nodes: numbers,
          pageInfo: { hasNextPage: end < eventCount, endCursor: String(end) },
          totalCount: eventCount,
        };
      },
    },
  });
  const supergraphSdl = compose([wards]);
  const { config, log, clock, revokedFile, gateways: count = 1 } = options;
  const gateways = await Promise.all(
    Array.from({ length: count }, () =>
      startOver(
        supergraphSdl,
        { ...patient, tables: { ...defaultTableLimits, pageRows }, ...config },
        {
          databaseUrl: () => databaseUrl || undefined,
          ...(log && { log }),
          ...(clock && { clock }),
          ...(revokedFile !== undefined && { revokedFile }),
        },
      ),
    ),
  );
  await Promise.all(gateways.map(({ ready }) => ready));
  // Nothing of the graph waits for the gateway's database; what is tested here does.
  for (const { url } of gateways)
    await eventually(async () => (await request(`${url}/saved-queries`)).status === 200 || undefined);
  return {
    ...{ wards, databaseUrl, gateways },
    holdEvents() {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      promise.catch(() => undefined);
      held = promise;
      return { letGo: resolve, fail: () => reject(new Error("The second page fails.")) };
    },
    async ask(method, path, { as, body, headers, at = 0 } = {}) {
      const bearer = as && `Bearer ${await token(people[as])}`;
      return request(`${gateways[at]?.url}${path}`, {
        method,
        headers: {
          ...(body !== undefined && { "content-type": "application/json" }),
          ...(bearer && { authorization: bearer }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    },
    async changeSchema(change) {
      const changed = compose([{ ...wards, sdl: change(wards.sdl) }]);
      for (const gateway of gateways) (await gateway.prepare(changed)).commit();
    },
    async stop() {
      await Promise.all(gateways.map((gateway) => gateway.stop()));
      await wards.stop();
    },
  };
}
