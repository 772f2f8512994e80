import "../shared/base/process/check-node";
import { createPublicKey } from "node:crypto";
import { parseArgs } from "node:util";
import { calculateJwkThumbprint, exportJWK, SignJWT } from "jose";
import { type Clock, systemClock } from "../shared/base/clock/clock";
import { readConfig } from "../shared/base/config/read-config";
import { ensureKeys, readPrivateKey } from "../shared/http/identity/keys";
import { developmentTokens } from "../shared/http/identity/token-issuer";
import { dataDirectory } from "./config/gateway-variables";

const roles = ["analyst", "editor", "admin"];

export interface TokenRequest {
  role: string;
  /** Code of the organization that an editor writes for. */
  org?: string;
  sub: string;
  hours: number;
  /** For `@requiresScopes`, between spaces. */
  scope?: string;
}

/** A token for development, signed by the key below the data directory, which the gateway takes by default. */
export async function issueToken(
  request: TokenRequest,
  dataDirectory: string,
  clock: Clock,
): Promise<string> {
  const key = await readPrivateKey((await ensureKeys(dataDirectory)).tokenPrivateKey);
  const kid = await calculateJwkThumbprint(await exportJWK(createPublicKey(key)));
  const nowSeconds = Math.floor(clock.now().getTime() / 1000);
  const { role, org, scope } = request;
  const claims = { role, ...(org !== undefined && { org }), ...(scope !== undefined && { scope }) };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "ES256", kid })
    .setIssuer(developmentTokens.issuer)
    .setAudience(developmentTokens.audience)
    .setSubject(request.sub)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + Math.round(request.hours * 3600))
    .sign(key);
}

/** Reads `--role editor --org SKHCN [--sub name] [--hours 8] [--scope "a b"]`. Throws an error whose message is one line. */
export function readTokenRequest(args: string[]): TokenRequest {
  const { role = "", org, sub = `development-${role}`, hours = "8", scope } = readOptions(args);
  if (!roles.includes(role))
    throw new Error(`Expected --role ${roles.join("|")}, got ${JSON.stringify(role)}.`);
  if (role === "editor" && !org) throw new Error("Expected --org CODE with --role editor, e.g. --org SKHCN.");
  const lifetime = Number(hours);
  if (!(lifetime > 0 && lifetime <= 24 * 365)) {
    throw new Error(`Expected --hours above 0 and up to 8760, got ${JSON.stringify(hours)}.`);
  }
  return { role, ...(org && { org }), sub, hours: lifetime, ...(scope && { scope }) };
}

function readOptions(args: string[]) {
  const option = { type: "string" } as const;
  try {
    const options = { role: option, org: option, sub: option, hours: option, scope: option };
    return parseArgs({ args, options }).values;
  } catch (cause) {
    const [problem] = (cause as Error).message.split("\n", 1);
    throw new Error(
      `Expected --role ROLE [--org CODE] [--sub NAME] [--hours 8] [--scope SCOPES]: ${problem}`,
      { cause },
    );
  }
}

async function main(): Promise<void> {
  try {
    const request = readTokenRequest(process.argv.slice(2));
    const { DATA_DIRECTORY } = readConfig({ DATA_DIRECTORY: dataDirectory() }, process.env);
    console.log(await issueToken(request, DATA_DIRECTORY, systemClock));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

if (require.main === module) void main();
