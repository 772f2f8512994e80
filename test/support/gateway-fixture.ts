import { generateKeyPairSync } from "node:crypto";
import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { createLocalJWKSet, exportJWK, type JWTPayload, SignJWT } from "jose";
import { type GatewayOptions, type RunningGateway, startGateway } from "../../gateway/gateway";
import { createTokenVerifier } from "../../gateway/identity/token-verifier";
import { systemClock } from "../../shared/clock/clock";
import { createStatementSigner, createStatementVerifier } from "../../shared/identity/statement";
import { createLogger } from "../../shared/log/logger";
import { type StubSubgraph, startStub } from "./gateway-stub";

export const issuer = "https://issuer.test";
export const audience = "graph.test";

const tokenKeys = generateKeyPairSync("ec", { namedCurve: "P-256" });
const statementKeys = generateKeyPairSync("ed25519");

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
): Promise<GatewayFixture> {
  const fixture = await startUnready(overrides);
  await fixture.gateway.ready;
  return fixture;
}

/** Starts it, with the subgraphs that are named down. */
export async function startUnready(
  overrides: Partial<GatewayOptions["config"]> = {},
  down: string[] = [],
): Promise<GatewayFixture> {
  const [units, tasks] = await Promise.all([startUnits(), startTasks()]);
  for (const stub of [units, tasks]) stub.setDown(down.includes(stub.name));
  const supergraphSdl = compose([units, tasks]);
  const gateway = await startGateway({
    config: { ...defaults, ...overrides },
    supergraphSdl,
    urls: new Map([units, tasks].map(({ name, url }) => [name, url])),
    signer: createStatementSigner({ privateKey: statementKeys.privateKey, clock: systemClock }),
    tokens: createTokenVerifier({
      keys: createLocalJWKSet({ keys: [await exportJWK(tokenKeys.publicKey)] }),
      issuer,
      audience,
      clock: systemClock,
    }),
    clock: systemClock,
    log: createLogger("gateway", "silent"),
  });
  const stop = async () => {
    await gateway.stop();
    await Promise.all([units.stop(), tasks.stop()]);
  };
  return { gateway, units, tasks, supergraphSdl, stop };
}

const defaults: GatewayOptions["config"] = {
  BODY_LIMIT: 512 * 1024,
  CORS_ORIGINS: ["*"],
  GATEWAY_PORT: 0,
  HOST: "127.0.0.1",
  SHUTDOWN_DELAY_MS: 0,
  SUBGRAPH_TIMEOUT_MS: 500,
};

/** A signer and verifier with the fixture's statement keys. */
export const statements = {
  signer: createStatementSigner({ privateKey: statementKeys.privateKey, clock: systemClock }),
  verifierOf: (name: string) =>
    createStatementVerifier({ publicKey: statementKeys.publicKey, audience: name, clock: systemClock }),
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

export function compose(stubs: StubSubgraph[]): string {
  const { supergraphSdl, errors } = composeServices(
    stubs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })),
  );
  if (!supergraphSdl) throw new Error(`The stubs do not compose: ${errors?.join("\n")}`);
  return supergraphSdl;
}

const names: Record<string, string> = { "00004": "Ba Đình", "00008": "Ngọc Hà" };

function startUnits(): Promise<StubSubgraph> {
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

function unitOf(code: string): { code: string; name: string } | null {
  const name = names[code];
  return name === undefined ? null : { code, name };
}

function startTasks(): Promise<StubSubgraph> {
  return startStub(
    "tasks",
    `scalar Date
     type Unit @key(fields: "code") { code: ID! overdue(asOf: Date): Int }
     type Query { overdueTasks(asOf: Date): Int }`,
    {
      Query: { overdueTasks: () => 7 },
      Unit: { __resolveReference: (reference) => reference, overdue: () => 3 },
    },
  );
}
