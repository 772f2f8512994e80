import { generateKeyPairSync } from "node:crypto";
import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { createLocalJWKSet, exportJWK, type JWTPayload, SignJWT } from "jose";
import { startGateway } from "../../../gateway/gateway";
import type { GatewayOptions, RunningGateway } from "../../../gateway/gateway-options";
import { routedSubgraphs } from "../../../gateway/schema/routed-subgraphs";
import { systemClock } from "../../../shared/base/clock/clock";
import { createLogger } from "../../../shared/base/log/logger";
import {
  createInternalTokenSigner,
  createInternalTokenVerifier,
} from "../../../shared/http/identity/internal-token";
import { internalTokenJwk } from "../../../shared/http/identity/key-ids";
import { readRevokedTokens } from "../../../shared/http/identity/revoked-tokens";
import { createTokenVerifier, type TokenVerifier } from "../../../shared/http/identity/token-verifier";
import { type StubSubgraph, startStub } from "./gateway-stub";

export const issuer = "https://issuer.test";
export const audience = "graph.test";

const tokenKeys = generateKeyPairSync("ec", { namedCurve: "P-256" });
const internalTokenKeys = generateKeyPairSync("ed25519");

/** A gateway before two stubs: `units` is home of Unit, `tasks` extends it. */
export interface GatewayFixture {
  gateway: RunningGateway;
  units: StubSubgraph;
  tasks: StubSubgraph;
  supergraphSdl: string;
  stop(): Promise<void>;
}

/** Starts it, and waits until it is ready. */
export async function startFixture(
  overrides: Partial<GatewayOptions["config"]> = {},
  log?: GatewayOptions["log"],
  metrics?: GatewayOptions["metrics"],
): Promise<GatewayFixture> {
  const fixture = await startUnready(overrides, [], undefined, log, metrics);
  await fixture.gateway.ready;
  return fixture;
}

/** Starts it, with the subgraphs that are named down. */
export async function startUnready(
  overrides: Partial<GatewayOptions["config"]> = {},
  down: string[] = [],
  writeSupergraph?: (supergraphSdl: string) => Promise<string>,
  log = createLogger("gateway", logLevel()),
  metrics?: GatewayOptions["metrics"],
): Promise<GatewayFixture> {
  const [units, tasks] = await Promise.all([startUnits(), startTasks()]);
  for (const stub of [units, tasks]) stub.setDown(down.includes(stub.name));
  const supergraphSdl = compose([units, tasks]);
  const supergraphFile = await writeSupergraph?.(supergraphSdl);
  const gateway = await startOver(supergraphSdl, overrides, {
    ...(supergraphFile && { supergraphFile }),
    ...{ log, metrics },
  });
  const stop = async () => {
    await gateway.stop();
    await Promise.all([units.stop(), tasks.stop()]);
  };
  return { gateway, units, tasks, supergraphSdl, stop };
}

/** A gateway over subgraphs that take the fixture's statements, where the supergraph says they are. */
export async function startOver(
  supergraphSdl: string,
  overrides: Partial<GatewayOptions["config"]> = {},
  options: Partial<
    Pick<
      GatewayOptions,
      | "supergraphFile"
      | "log"
      | "urlsOf"
      | "databaseUrl"
      | "listedSchemas"
      | "publishedFile"
      | "clock"
      | "live"
      | "metrics"
      | "signer"
      | "signingKeys"
      | "connect"
      | "declarations"
    >
  > & {
    /** Of revoked tokens. */
    revokedFile?: string;
  } = {},
): Promise<RunningGateway> {
  const { revokedFile, ...gatewayOptions } = options;
  return startGateway({
    config: { ...defaults, ...overrides },
    supergraphSdl,
    urlsOf: (text) => new Map(routedSubgraphs(text).map(({ name, url }) => [name, [url]])),
    signer: createInternalTokenSigner({ privateKey: internalTokenKeys.privateKey, clock: systemClock }),
    tokens: await tokenVerifier(revokedFile),
    clock: systemClock,
    log: createLogger("gateway", logLevel()),
    ...gatewayOptions,
  });
}

const logLevel = () => process.env.TEST_LOG_LEVEL ?? "silent";

const defaults: GatewayOptions["config"] = {
  BODY_LIMIT: 512 * 1024,
  FRESHNESS_INTERVAL_MS: 0,
  CLIENT_TIMEOUT_MS: 30_000,
  CORS_ORIGINS: ["*"],
  GATEWAY_EXECUTOR: process.env.GATEWAY_EXECUTOR === "apollo" ? "apollo" : "own",
  GATEWAY_LIMITS: "on",
  GATEWAY_PORT: 0,
  // Tests of rates set some.
  rates: { public: 0, analyst: 0, editor: 0, admin: 0 },
  HOST: "127.0.0.1",
  SHUTDOWN_DELAY_MS: 0,
  REQUEST_TIMEOUT_MS: 8_000,
  SUBGRAPH_TIMEOUT_MS: 500,
  // Tests of failures of another kind make many in a row.
  SUBGRAPH_BREAKER_FAILURES: 1_000,
  SUBGRAPH_BREAKER_PAUSE_MS: 100,
  SUBGRAPH_MAX_ANSWER_BYTES: 10 * 1024 * 1024,
  SUPERGRAPH_POLL_MS: 10,
};

/** Takes the fixture's tokens, without those that a file revokes. */
export async function tokenVerifier(revokedFile?: string): Promise<TokenVerifier> {
  return createTokenVerifier({
    keys: createLocalJWKSet({ keys: [await exportJWK(tokenKeys.publicKey)] }),
    ...{ issuer, audience, clock: systemClock },
    ...(revokedFile !== undefined && { revoked: readRevokedTokens(revokedFile, () => performance.now()) }),
  });
}

/** A signer and verifier with the fixture's statement keys. */
export const statements = {
  signingKeys: {
    current: () => internalTokenKeys.privateKey,
    publicSet: () => ({ keys: [internalTokenJwk(internalTokenKeys.privateKey)] }),
  },
  signer: createInternalTokenSigner({ privateKey: internalTokenKeys.privateKey, clock: systemClock }),
  verifierOf: (name: string) =>
    createInternalTokenVerifier({
      publicKey: internalTokenKeys.publicKey,
      audience: name,
      clock: systemClock,
    }),
};

/** A token that the fixture's gateway takes, unless the claims or the key say otherwise. */
export function token(claims: JWTPayload, key = tokenKeys.privateKey): Promise<string> {
  const seconds = Math.floor(Date.now() / 1000);
  return new SignJWT({
    iss: issuer,
    aud: audience,
    sub: "somebody",
    iat: seconds,
    exp: seconds + 60,
    ...claims,
  })
    .setProtectedHeader({ alg: "ES256" })
    .sign(key);
}

export function compose(stubs: readonly Pick<StubSubgraph, "name" | "url" | "sdl">[]): string {
  const { supergraphSdl, errors } = composeServices(
    stubs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })),
  );
  if (!supergraphSdl) throw new Error(`The stubs do not compose: ${errors?.join("\n")}`);
  return supergraphSdl;
}

const names: Record<string, string> = { "00004": "Ba Đình", "00008": "Ngọc Hà" };

/** `units`, with this after each name. */
export function startUnits(suffix = ""): Promise<StubSubgraph> {
  const unitOf = (code: string) => {
    const name = names[code];
    return name === undefined ? null : { code, name: name + suffix };
  };
  return startStub(
    "units",
    `type Unit @key(fields: "code") { code: ID! name: String! }
     type Query { unit(code: ID!): Unit  units: [Unit!]!  note(length: Int!): String }`,
    {
      Query: {
        unit: (_: unknown, { code }: { code: string }) => unitOf(code),
        units: () => Object.keys(names).map(unitOf),
        note: (_: unknown, { length }: { length: number }) => "x".repeat(length),
      },
      Unit: {
        __resolveReference: (reference) => ("code" in reference ? unitOf(String(reference.code)) : null),
      },
    },
  );
}

/** `tasks`, with this many overdue for each unit. */
export function startTasks(overdue = 3): Promise<StubSubgraph> {
  return startStub(
    "tasks",
    `scalar Date
     type Unit @key(fields: "code") { code: ID! overdue(asOf: Date): Int }
     type Query { overdueTasks(asOf: Date): Int }
     type Mutation { closeTask: Int }`,
    {
      Query: { overdueTasks: () => 7 },
      Mutation: { closeTask: () => 1 },
      Unit: { __resolveReference: (reference) => reference, overdue: () => overdue },
    },
  );
}
