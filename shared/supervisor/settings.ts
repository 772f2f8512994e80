import { resolve } from "node:path";
import { z } from "zod";
import { type Environment, readConfig } from "../config/read-config";
import { databaseUrl, gatewayPort, host, port, text } from "../config/variables";
import { fromRoot } from "../project/project-root";
import type { ListedSubgraph } from "../project/subgraph-list";
import { variablePrefix } from "../subgraph/subgraph-config";

/** What the operator may decide about a start, read from the environment. */
export interface Settings {
  host: string;
  /** Absolute path of the folder for the database, keys and logs. */
  dataDirectory: string;
  /** Port of the embedded PostgreSQL when nobody else has it. */
  databasePort: number;
  gateway: ServedProcess;
  subgraphs: SubgraphSettings[];
}

/** A process that listens. */
export interface ServedProcess {
  name: string;
  /** The variable that sets the port, e.g. `TASKS_PORT`. */
  portVariable: string;
  port: number;
}

export interface SubgraphSettings extends ServedProcess {
  /** What its variables begin with: `TASKS` for tasks. */
  prefix: string;
  /** The operator's own database; undefined for one in the embedded PostgreSQL. */
  databaseUrl: string | undefined;
}

/**
 * Reads the settings for a list of subgraphs.
 * @throws ConfigurationError that names every bad variable.
 */
export function readSettings(subgraphs: ListedSubgraph[], environment: Environment): Settings {
  const common = readConfig(
    {
      HOST: host(),
      DATA_DIRECTORY: text("a folder for the database, keys and logs").default(".data"),
      DATABASE_PORT: port(54320),
      GATEWAY_PORT: gatewayPort(),
    },
    environment,
  );
  const url = databaseUrl();
  return {
    host: common.HOST,
    dataDirectory: resolve(fromRoot(), common.DATA_DIRECTORY),
    databasePort: common.DATABASE_PORT,
    gateway: { name: "gateway", portVariable: "GATEWAY_PORT", port: common.GATEWAY_PORT },
    subgraphs: subgraphs.map(({ name, port: listed }) => {
      const prefix = variablePrefix(name);
      const portVariable = `${prefix}_PORT`;
      const own = readConfig(
        { [portVariable]: port(listed), [`${prefix}_DATABASE_URL`]: url.optional().meta(url.meta() ?? {}) },
        environment,
      );
      return {
        name,
        prefix,
        portVariable,
        port: z.number().parse(own[portVariable]),
        databaseUrl: z.string().optional().parse(own[`${prefix}_DATABASE_URL`]),
      };
    }),
  };
}
