import { randomUUID } from "node:crypto";
import { addDays, today } from "../../shared/base/clock/calendar-day";
import type { Clock } from "../../shared/base/clock/clock";
import { badInput, GraphError } from "../../shared/base/errors/graph-error";
import { quote } from "../../shared/base/errors/quote";
import { requireRole } from "../../shared/http/identity/require-role";
import type { Viewer } from "../../shared/http/identity/viewer";
import type { GatewayDatabase } from "../database/gateway-database";
import { findFirstDay } from "../recording/recorded-use.queries";
import { type CheckReport, notComposed, reportOf, summaryOf } from "./check-report";
import type { Composer } from "./composer";
import type { Composed, RegistrySchema } from "./composition";
import { type JudgedChange, judgeChanges, refusing } from "./judge-changes";
import type { NamedText, ReadKeptTexts } from "./kept-texts";
import type { Publication } from "./publication";
import * as queries from "./registry.queries";
import { requireOwnChanges } from "./require-own-changes";
import type { ServedSchemas } from "./served-schema";

/** Schemas of subgraphs: proposed, published, taken back. */
export interface SchemaRegistry {
  /** What a schema would do, without publishing it. Throws FORBIDDEN for who is not its owner. */
  check(
    name: string,
    publication: Publication,
    days: number | undefined,
    viewer: Viewer,
  ): Promise<CheckReport>;
  /**
   * Publishes a schema that its subgraph already serves: the graph is composed anew, and all gateways take it. Throws
   * BAD_USER_INPUT where it does not compose, ILLEGAL_CHANGE where it would break somebody, naming whom, or is not served.
   */
  publish(name: string, publication: Publication, viewer: Viewer): Promise<Published>;
  /** Publishes an earlier version once more, whomever that breaks: the one before, where none is named. */
  rollback(name: string, version: number | undefined, viewer: Viewer): Promise<Published>;
  /** Takes a subgraph out of the graph. Throws ILLEGAL_CHANGE while somebody uses what it has. */
  retire(name: string, accept: readonly string[], viewer: Viewer): Promise<Published>;
  /** Says who publishes it. For admins. */
  assign(
    name: string,
    owner: { owner: string | null; contact: string | null },
    viewer: Viewer,
  ): Promise<void>;
}

/** What was published. */
export interface Published {
  subgraph: string;
  /** Null: it was retired. */
  version: number | null;
  /** Number of the graph that it is part of. */
  graph: number;
  /** It is what was there before: nothing was published. */
  isUnchanged: boolean;
  counts: CheckReport["counts"];
  /** Breaking changes that somebody uses. */
  breaks: readonly JudgedChange[];
}

export interface SchemaRegistryOptions {
  database: GatewayDatabase;
  composer: Pick<Composer, "compose" | "listed">;
  served: ServedSchemas;
  /** The supergraph that is served now. */
  supergraphSdl: () => string;
  texts: ReadKeptTexts;
  /** Days whose use counts. */
  checkDays: number;
  /** Told of each graph that was published here. */
  onPublished: () => void;
  clock: Clock;
}

/** What the next graph is made from. */
interface Base {
  number: number;
  /** Of the graph; empty where none was published. */
  versions: Readonly<Record<string, number>>;
  schemas: readonly RegistrySchema[];
  supergraphSdl: string;
}

/** A change of the graph, before it is looked at whom it touches. */
interface Proposal {
  name: string;
  cause: queries.GraphHead["cause"];
  /** Absent: it is to be retired. */
  next: RegistrySchema | undefined;
  /** Of an earlier version, which is not put down again. */
  version?: number;
  accept: readonly string[];
}

/** Somebody else publishes meanwhile: so often it is composed anew with what he has. */
const mostTries = 5;

export function createSchemaRegistry(options: SchemaRegistryOptions): SchemaRegistry {
  const { database, composer, served, supergraphSdl, checkDays, clock } = options;

  const readBase = async (): Promise<Base> => {
    const graph = database.isConfigured()
      ? await database.use(async (statements) => {
          const found = await queries.findGraph(statements);
          return found && { ...found, schemas: await queries.findSchemas(statements, found.versions) };
        })
      : undefined;
    if (graph) return graph;
    return { number: 0, versions: {}, schemas: await composer.listed(), supergraphSdl: supergraphSdl() };
  };
  const requireOwner = async (name: string, viewer: Viewer, what: string) => {
    requireRole(viewer, ["editor", "admin"], what);
    if (viewer.role === "admin") return;
    const found = await database.use((statements) => queries.findOwner(statements, name));
    if (found?.owner !== null && found?.owner === viewer.organization) return;
    throw new GraphError(
      "FORBIDDEN",
      `Expected ${what} by an admin or an editor of the organization that owns ${name}; the token's is ${quote(viewer.organization ?? "")}. An admin says who owns it (PUT /schemas/${name}).`,
    );
  };
  const composeWith = async (
    base: Base,
    { name, next }: Pick<Proposal, "name" | "next">,
    texts: readonly NamedText[],
  ) => {
    const others = base.schemas.filter((each) => each.name !== name);
    const subgraphs = [...others, ...(next ? [next] : [])].toSorted((one, other) =>
      one.name < other.name ? -1 : 1,
    );
    if (subgraphs.length === 0)
      throw badInput(`Expected a graph of one subgraph at least; ${name} is its last.`);
    return composer.compose({ subgraphs: subgraphs.map(bare), before: base.supergraphSdl, texts });
  };
  const judge = async (
    composed: Composed,
    texts: readonly NamedText[],
    accepted: readonly string[],
    days: number,
  ) => {
    const since = addDays(today(clock), -(days - 1));
    const judgeWith: Parameters<typeof judgeChanges>[3] = { sinceDay: since, accepted };
    if (!database.isConfigured())
      return {
        changes: await judgeChanges(undefined, composed, texts, judgeWith),
        since,
        recordedSince: null,
      };
    return database.use(async (statements) => ({
      changes: await judgeChanges(statements, composed, texts, judgeWith),
      ...{ since, recordedSince: await findFirstDay(statements) },
    }));
  };
  const noteCheck = async (report: CheckReport, viewer: Viewer) => {
    const { subgraph, verdict, counts, summary } = report;
    if (!database.isConfigured()) return;
    await database.use((statements) =>
      queries.insertCheck(statements, {
        ...{
          id: randomUUID(),
          subgraph,
          verdict,
          breaking: counts.breaking,
          summary: summary.slice(0, 1_000),
        },
        ...{ checkedBy: viewer.subject ?? "", checkedAt: clock.now() },
      }),
    );
  };
  const proposalOf = async (
    base: Base,
    name: string,
    { schema, url, entities, accept }: Publication,
    viewer: Viewer,
  ) => {
    const known = base.schemas.find((each) => each.name === name);
    const address = url ?? known?.url;
    if (address === undefined)
      throw badInput(`Expected url, where ${name} is: the graph does not have this subgraph yet.`);
    if (address !== known?.url && viewer.role !== "admin")
      throw new GraphError(
        "FORBIDDEN",
        `Expected the address of ${name} to be changed by an admin: the gateway sends statements of its viewers there.`,
      );
    const next = { name, url: address, schema, entities: entities ?? known?.entities ?? [] };
    return { known, proposal: { name, cause: "publish" as const, next, accept } };
  };
  /** Puts a graph down; false where somebody else was faster. */
  const putDown = (base: Base, proposal: Proposal, composed: Composed, viewer: Viewer) =>
    database.change(async (statements) => {
      const { name, cause, next, accept } = proposal;
      const [by, now] = [viewer.subject ?? "", clock.now()];
      const versions = new Map(Object.entries(base.versions));
      // The first publication takes over what there was: from here on a graph is what the registry says.
      for (const each of base.number === 0 ? base.schemas : [])
        versions.set(each.name, await queries.insertVersion(statements, each, [], "files", now));
      if (!next) versions.delete(name);
      else
        versions.set(
          name,
          proposal.version ?? (await queries.insertVersion(statements, next, accept, by, now)),
        );
      const head = { cause, subgraph: name, madeBy: by, madeAt: now, versions: Object.fromEntries(versions) };
      const number = base.number + 1;
      if (await queries.insertGraph(statements, { ...head, number }, composed.supergraphSdl))
        return { number, version: versions.get(name) ?? null };
      throw new SomebodyWasFaster();
    });
  const apply = async (
    make: (base: Base) => Promise<Proposal | Published>,
    viewer: Viewer,
  ): Promise<Published> => {
    // Before anything is composed for a gateway that keeps nothing.
    await database.use(async () => undefined);
    const texts = await options.texts();
    for (let attempt = 1; ; attempt++) {
      const base = await readBase();
      const proposal = await make(base);
      if ("graph" in proposal) return proposal;
      const composed = await composeWith(base, proposal, texts);
      if (viewer.role !== "admin") requireOwnChanges(proposal.name, base.supergraphSdl, composed);
      const { changes, ...looked } = await judge(composed, texts, proposal.accept, checkDays);
      const report = reportOf(proposal.name, changes, { ...looked, days: checkDays });
      if (refusing(changes).length > 0 && proposal.cause !== "rollback") {
        await noteCheck(report, viewer);
        throw new GraphError(
          "ILLEGAL_CHANGE",
          `Expected changes that break nobody. ${summaryOf(changes, report.counts, report)} Looked at ${checkDays} days; \`accept\` names the changes that are to be made all the same.`,
        );
      }
      if (proposal.next) await served.require(proposal.next);
      try {
        const { number, version } = await putDown(base, proposal, composed, viewer);
        options.onPublished();
        const breaks = changes.filter(({ severity, isUsed }) => severity === "breaking" && isUsed);
        const { counts } = report;
        return { subgraph: proposal.name, version, graph: number, isUnchanged: false, counts, breaks };
      } catch (error) {
        if (!(error instanceof SomebodyWasFaster)) throw error;
        if (attempt >= mostTries)
          throw new GraphError("STALE_VERSION", "Others publish all the time; publish again.", {
            retryAfter: 1,
          });
      }
    }
  };
  return {
    async check(name, publication, days = checkDays, viewer) {
      await requireOwner(name, viewer, "checking a schema");
      const [base, texts] = [await readBase(), await options.texts()];
      const { proposal } = await proposalOf(base, name, publication, viewer);
      const since = addDays(today(clock), -(days - 1));
      const report = await composeWith(base, proposal, texts).then(
        async (composed) => {
          if (viewer.role !== "admin") requireOwnChanges(name, base.supergraphSdl, composed);
          const { changes, ...looked } = await judge(composed, texts, publication.accept, days);
          return reportOf(name, changes, { ...looked, days });
        },
        (error: unknown) => {
          if (!(error instanceof GraphError) || error.code !== "BAD_USER_INPUT") throw error;
          return notComposed(name, error.message, { days, since, recordedSince: null });
        },
      );
      await noteCheck(report, viewer);
      return report;
    },
    async publish(name, publication, viewer) {
      await requireOwner(name, viewer, "publishing a schema");
      return apply(async (base) => {
        const { known, proposal } = await proposalOf(base, name, publication, viewer);
        return known && base.number > 0 && isSame(known, proposal.next) ? unchanged(base, name) : proposal;
      }, viewer);
    },
    async rollback(name, version, viewer) {
      await requireOwner(name, viewer, "taking a schema back");
      return apply(async (base) => {
        const current = base.versions[name];
        const to = version ?? (current === undefined ? undefined : current - 1);
        if (to === undefined || to < 1)
          throw new GraphError("NOT_FOUND", `Expected an earlier version of ${name}; there is none.`);
        const next = await database.use((statements) => queries.findVersion(statements, name, to));
        if (!next) throw new GraphError("NOT_FOUND", `Expected a version of ${name}; ${to} is none.`);
        if (to === current) return unchanged(base, name);
        return { name, cause: "rollback", next: bare(next), version: to, accept: [] };
      }, viewer);
    },
    async retire(name, accept, viewer) {
      await requireOwner(name, viewer, "retiring a subgraph");
      return apply(async (base) => {
        if (base.schemas.some((each) => each.name === name))
          return { name, cause: "retire", next: undefined, accept };
        throw new GraphError("NOT_FOUND", `Expected a subgraph of the graph; ${quote(name)} is none.`);
      }, viewer);
    },
    async assign(name, { owner, contact }, viewer) {
      requireRole(viewer, ["admin"], "saying who owns a subgraph");
      await database.use((statements) =>
        queries.saveOwner(statements, { name, owner, contact }, viewer.subject ?? "", clock.now()),
      );
    },
  };
}

/** Another graph has the number: what was composed does not have what it has. */
class SomebodyWasFaster extends Error {
  override name = "SomebodyWasFaster";
}

function bare({ name, url, schema, entities }: RegistrySchema): RegistrySchema {
  return { name, url, schema, entities };
}

function isSame(one: RegistrySchema, other: RegistrySchema): boolean {
  // The database gives an object's keys in an order of its own.
  const textOf = ({ url, schema, entities }: RegistrySchema) =>
    JSON.stringify([url, schema.trim(), entities.map(({ type, isShared }) => [type, isShared])]);
  return textOf(one) === textOf(other);
}

function unchanged({ number, versions }: Base, subgraph: string): Published {
  const counts = { breaking: 0, dangerous: 0, safe: 0 };
  return {
    subgraph,
    version: versions[subgraph] ?? null,
    graph: number,
    isUnchanged: true,
    counts,
    breaks: [],
  };
}
