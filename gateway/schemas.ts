import "../shared/base/process/check-node";
import "./config/environment";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { systemClock } from "../shared/base/clock/clock";
import { readConfig } from "../shared/base/config/read-config";
import { gatewayPort, text } from "../shared/base/config/variables";
import { fromRoot } from "../shared/base/project/project-root";
import { declaredBy } from "./composition/compose-declarations";
import { dataDirectory } from "./config/gateway-variables";
import type { CheckReport } from "./schema-registry/check-report";
import { printReport } from "./schema-registry/print-report";
import type { Published } from "./schema-registry/publish-proposal";
import { issueToken } from "./token";
import { isJsonObject } from "./values/json";

/*
 * `npm run check-schema -- NAME` and `npm run schemas -- publish|rollback|retire|own NAME`: what the gateway's paths below
 * /schemas do, from a shell. Exits with 0 when it is done or passed, 1 when it is refused, 2 when nobody could be asked.
 */

const usage = `Expected one of
  check NAME [--schema FILE] [--days 30] [--accept Type.field]… [--json]
  publish NAME [--schema FILE] [--url URL] [--accept Type.field]…
  rollback NAME [--version 3]
  retire NAME [--accept Type.field]…
  own NAME --owner CODE [--contact TEXT]`;

const option = { type: "string" } as const;
const options = {
  schema: option,
  days: option,
  url: option,
  version: option,
  owner: option,
  contact: option,
  gateway: option,
  accept: { type: "string", multiple: true },
  json: { type: "boolean" },
} as const;
type Options = ReturnType<typeof readArguments>["values"];

/** Nobody answered, or not as the gateway does. */
class NotAsked extends Error {
  override name = "NotAsked";
}

interface Asked {
  method: "POST" | "PUT" | "DELETE";
  path: string;
  body: unknown;
}

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args);
  const [verb = "", name = "", ...more] = positionals;
  if (name === "" || more.length > 0) throw new NotAsked(usage);
  const { status, answer } = await ask(requestOf(verb, name, values), values.gateway);
  if (status >= 400) {
    console.error(messageOf(answer));
    return status >= 500 || status === 401 ? 2 : 1;
  }
  if (verb !== "check") {
    console.log(verb === "own" ? `${name} is owned by ${values.owner}.` : toldOf(answer as Published));
    return 0;
  }
  const report = answer as CheckReport;
  console.log(values.json ? JSON.stringify(report, null, 2) : printReport(report));
  return report.verdict === "passed" ? 0 : 1;
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (cause) {
    throw new NotAsked(`${cause instanceof Error ? cause.message : String(cause)}\n${usage}`, { cause });
  }
}

function requestOf(verb: string, name: string, values: Options): Asked {
  const path = `/schemas/${encodeURIComponent(name)}`;
  const accept = values.accept ?? [];
  switch (verb) {
    case "check": {
      const days = values.days === undefined ? "" : `?days=${encodeURIComponent(values.days)}`;
      return { method: "POST", path: `${path}/check${days}`, body: publicationOf(name, values) };
    }
    case "publish":
      return { method: "POST", path, body: publicationOf(name, values) };
    case "rollback":
      return {
        ...{ method: "POST", path: `${path}/rollback` },
        body: values.version === undefined ? {} : { version: Number(values.version) },
      };
    case "retire":
      return { method: "DELETE", path, body: { accept } };
    case "own":
      return { method: "PUT", path, body: { owner: values.owner ?? null, contact: values.contact ?? null } };
    default:
      throw new NotAsked(usage);
  }
}

/** By default what is committed of the subgraph, with the types that it says it is the home of. */
function publicationOf(name: string, { schema, url, accept = [] }: Options) {
  const folder = fromRoot("subgraphs");
  const file = schema ?? join(folder, name, "schema.graphql");
  if (!existsSync(file)) throw new NotAsked(`Expected a schema in ${file}; --schema names another file.`);
  const declared = existsSync(join(folder, name)) ? declaredBy(name, folder) : [];
  const entities = declared.flatMap((each) => each.entities);
  return {
    ...{ schema: readFileSync(file, "utf8"), accept },
    ...(url !== undefined && { url }),
    ...(declared.length > 0 && { entities }),
  };
}

async function ask({ method, path, body }: Asked, gateway: string | undefined) {
  const config = readConfig(
    {
      GATEWAY_PORT: gatewayPort(),
      DATA_DIRECTORY: dataDirectory(),
      GATEWAY_URL: text("the URL of the gateway").optional(),
      SCHEMA_TOKEN: text("a token of the subgraph's owner").optional(),
    },
    process.env,
  );
  const origin = gateway ?? config.GATEWAY_URL ?? `http://127.0.0.1:${config.GATEWAY_PORT}`;
  const admin = { role: "admin", sub: "development-admin", hours: 1 };
  // On a machine of development, as `npm run token` would give it.
  const token = config.SCHEMA_TOKEN ?? (await issueToken(admin, config.DATA_DIRECTORY, systemClock));
  const response = await fetch(`${origin.replace(/\/$/, "")}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch((cause: unknown) => {
    throw new NotAsked(
      `Expected a gateway at ${origin}; it cannot be reached. --gateway or GATEWAY_URL says where it is.`,
      {
        cause,
      },
    );
  });
  // What is no JSON is no answer of a gateway: whoever reads it says so.
  const answer: unknown = await response.json().catch(() => undefined);
  return { status: response.status, answer };
}

function messageOf(answer: unknown): string {
  const errors = isJsonObject(answer) && Array.isArray(answer.errors) ? answer.errors : [];
  const messages = errors.flatMap((error) => (isJsonObject(error) ? [String(error.message)] : []));
  return messages.join("\n") || "Expected an answer of the gateway; got something else.";
}

function toldOf({ subgraph, version, graph, isUnchanged, breaks }: Published): string {
  if (isUnchanged) return `${subgraph} is as it was: version ${version}, graph ${graph}.`;
  const broken = breaks.map(({ message }) => `\n  breaks somebody: ${message}`).join("");
  return version === null
    ? `${subgraph} is retired, in graph ${graph}.${broken}`
    : `${subgraph} is served as version ${version}, in graph ${graph}.${broken}`;
}

if (require.main === module) {
  run(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : String(error));
      process.exitCode = 2;
    },
  );
}
