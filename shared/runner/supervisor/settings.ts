import { totalmem } from "node:os";
import { resolve } from "node:path";
import { z } from "zod";
import { type Environment, readConfig } from "../../base/config/read-config";
import { variablePrefix } from "../../base/config/variable-prefix";
import {
  databaseUrl,
  gatewayPort,
  hangLimit,
  host,
  integer,
  metricsHost,
  metricsPort,
  port,
  text,
} from "../../base/config/variables";
import { fromRoot } from "../../base/project/project-root";
import type { ListedSubgraph } from "../../base/project/subgraph-list";

/** What the operator may decide about a start, read from the environment. */
export interface Settings {
  host: string;
  /** Absolute path of the folder for the database, keys and logs. */
  dataDirectory: string;
  /** Port of the embedded PostgreSQL when nobody else has it. */
  databasePort: number;
  /** How long the event loop of a process may stand still. */
  hangLimitMs: number;
  /** Processes that wait to take the place of one that has died, for the subgraphs and for the gateway: none or one. */
  standbys: number;
  /** Where the supervisor's own metrics are read. */
  metrics: { host: string; port: number | "off" };
  gateway: ServedProcess & {
    /** Processes that it has of its own, if more than one. */
    workers: number;
    /** The operator's own database of the gateway; undefined for one in the embedded PostgreSQL. */
    databaseUrl: string | undefined;
  };
  /** Each process of each subgraph, replicas behind their first. */
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
  /** The name in the list; `name` is this process's own: `tasks`, `tasks-2`. */
  subgraph: string;
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
      GATEWAY_WORKERS: integer(1, 1, 64),
      HANG_LIMIT_MS: hangLimit(),
      METRICS_HOST: metricsHost(),
      METRICS_PORT: metricsPort(),
      SUBGRAPH_REPLICAS: integer(1, 1, 8),
      GATEWAY_DATABASE_URL: databaseUrl()
        .optional()
        .meta({ ...databaseUrl().meta() }),
      STANDBY_PROCESSES: integer(totalmem() < smallMachine ? 0 : 1, 0, 1),
    },
    environment,
  );
  const replicas = Array.from({ length: common.SUBGRAPH_REPLICAS }, (_, index) => index);
  const url = databaseUrl();
  return {
    host: common.HOST,
    dataDirectory: resolve(fromRoot(), common.DATA_DIRECTORY),
    databasePort: common.DATABASE_PORT,
    hangLimitMs: common.HANG_LIMIT_MS,
    standbys: common.STANDBY_PROCESSES,
    metrics: { host: common.METRICS_HOST, port: common.METRICS_PORT },
    gateway: {
      ...{ name: "gateway", portVariable: "GATEWAY_PORT", port: common.GATEWAY_PORT },
      workers: common.GATEWAY_WORKERS,
      databaseUrl: common.GATEWAY_DATABASE_URL,
    },
    subgraphs: subgraphs.flatMap(({ name, port: listed }) => {
      const prefix = variablePrefix(name);
      const portVariable = `${prefix}_PORT`;
      const own = readConfig(
        { [portVariable]: port(listed), [`${prefix}_DATABASE_URL`]: url.optional().meta(url.meta() ?? {}) },
        environment,
      );
      const first = z.number().parse(own[portVariable]);
      const ownUrl = z.string().optional().parse(own[`${prefix}_DATABASE_URL`]);
      return replicas.map((index) => ({
        name: index === 0 ? name : `${name}-${index + 1}`,
        ...{ subgraph: name, prefix, portVariable, databaseUrl: ownUrl },
        port: first === 0 ? 0 : first + index * portsBetweenReplicas,
      }));
    }),
  };
}

/** Bytes of memory below which none of it is spent on a process that does nothing. */
const smallMachine = 6 * 2 ** 30;

/** The second process of the subgraph at 4001 is at 4011: apart from the ports of the others, and easily recognized. */
const portsBetweenReplicas = 10;
