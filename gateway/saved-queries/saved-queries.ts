import { createHash } from "node:crypto";
import type { GraphQLSchema } from "graphql";
import type { Clock } from "../../shared/base/clock/clock";
import { badInput, GraphError } from "../../shared/base/errors/graph-error";
import { quote } from "../../shared/base/errors/quote";
import { nearestCode } from "../../shared/base/text/nearest-code";
import { requireRole } from "../../shared/http/identity/require-role";
import type { Role, Viewer } from "../../shared/http/identity/viewer";
import type { Limits } from "../cost/limits";
import type { GatewayDatabase } from "../database/gateway-database";
import type { Statements } from "../database/statements";
import { checkContent } from "./check-content";
import type { ReadDraft } from "./read-draft";
import type { SavedContent, SavedQuery, SchemaProblem } from "./saved-query";
import * as queries from "./saved-query.queries";
import { createSchemaProblems } from "./schema-problems";

/** A saved query, and why it does not fit the schema that there is now. */
export interface FoundQuery {
  query: SavedQuery;
  problems: readonly SchemaProblem[];
}

/** Queries under names of their own: those that ship with the project, and what people save. */
export interface SavedQueries {
  /** Throws NOT_FOUND where there is none that the viewer may read. */
  find(name: string, viewer: Viewer): Promise<FoundQuery>;
  /** The same for whoever was given the right to run it. */
  findShared(name: string): Promise<FoundQuery | undefined>;
  /** By name, behind `after`; those that ship with the project first. */
  list(
    viewer: Viewer,
    page: { after: string; limit: number },
  ): Promise<{ found: FoundQuery[]; next: string | null }>;
  /** Throws ALREADY_EXISTS for a name that is taken. */
  save(draft: ReadDraft, viewer: Viewer): Promise<FoundQuery>;
  /**
   * Throws STALE_VERSION where somebody has changed it meanwhile. Shares end where it runs something else now;
   * `sharesEnded` is how many.
   */
  change(draft: ReadDraft, viewer: Viewer): Promise<FoundQuery & { sharesEnded: number }>;
  remove(name: string, viewer: Viewer): Promise<void>;
}

export interface SavedQueriesOptions {
  database: GatewayDatabase;
  schema: () => GraphQLSchema;
  limits: Limits | undefined;
  shipped: ReadonlyMap<string, SavedQuery>;
  clock: Clock;
}

/** Who may save: whoever has a name that it can be kept under. */
export const savers: readonly Role[] = ["analyst", "editor", "admin"];

/** So many one person may have. */
const mostOfOne = 500;

export function createSavedQueries({
  database,
  schema,
  limits,
  shipped,
  clock,
}: SavedQueriesOptions): SavedQueries {
  const problemsOf = createSchemaProblems(schema, limits);
  const foundOf = (query: SavedQuery): FoundQuery => {
    const since = query.unfitSince?.toISOString();
    const problems = problemsOf(query).map((problem) => ({ ...problem, ...(since && { since }) }));
    return { query, problems };
  };
  /** Those that ship were never saved: what they are on this schema is found here, once for each schema. */
  const shippedOn = new WeakMap<GraphQLSchema, Map<string, FoundQuery>>();
  const readyToRun = (): Map<string, FoundQuery> => {
    const current = schema();
    const known = shippedOn.get(current);
    if (known) return known;
    const found = [...shipped].map(
      ([name, query]) => [name, describeShipped(query, current, limits)] as const,
    );
    const described = new Map(found);
    shippedOn.set(current, described);
    return described;
  };
  /** With the instant at which a schema was first seen that it does not fit. */
  const dated = async (statements: Statements, found: FoundQuery[]): Promise<FoundQuery[]> => {
    const now = clock.now();
    const isNews = ({ query, problems }: FoundQuery) =>
      (query.unfitSince === null) !== (problems.length === 0);
    const news = found.filter(isNews);
    if (news.length === 0) return found;
    const [unfit, fit] = [
      news.filter(({ problems }) => problems.length > 0),
      news.filter(({ problems }) => problems.length === 0),
    ];
    const namesOf = (some: FoundQuery[]) => some.map(({ query }) => query.name);
    await queries.markUnfit(statements, namesOf(unfit), namesOf(fit), now);
    return found.map((each) =>
      isNews(each) ? foundOf({ ...each.query, unfitSince: each.problems.length > 0 ? now : null }) : each,
    );
  };
  const findStored = (name: string) =>
    database.use(async (statements) => {
      const query = await queries.findSavedQuery(statements, name);
      if (!query) return undefined;
      const [found] = await dated(statements, [foundOf(query)]);
      return found;
    });
  const checked = (draft: ReadDraft): queries.CheckedDraft => {
    const { content } = draft;
    const { schemaUsed, parameters } = checkContent(content, draft.parameters, schema(), limits);
    return { ...draft, parameters, schemaUsed, contentHash: contentHashOf(content) };
  };
  /** Locked until the transaction ends. */
  const requireOwn = async (statements: Statements, name: string, viewer: Viewer, what: string) => {
    requireRole(viewer, savers, what);
    const query = await queries.findSavedQuery(statements, name, true);
    if (!query || !mayRead(query, viewer)) throw unknown(name, shipped);
    if (mayChange(query, viewer)) return query;
    throw new GraphError("FORBIDDEN", `Expected ${what} by its owner or an admin.`);
  };
  return {
    async find(name, viewer) {
      const ready = readyToRun().get(name);
      if (ready) return ready;
      const found = await findStored(name);
      if (found && mayRead(found.query, viewer)) return found;
      throw unknown(name, shipped);
    },
    findShared: (name) => findStored(name),
    async list(viewer, { after, limit }) {
      const reader = { subject: viewer.subject, isEveryones: viewer.role === "admin" };
      const isFirst = after === "";
      const stored = await database
        .use(async (statements) => {
          const some = await queries.listSavedQueries(statements, reader, after, limit + 1);
          return dated(statements, some.map(foundOf));
        })
        .catch((error: unknown) => {
          // What ships with the project is there all the same.
          if (error instanceof GraphError && error.code === "NOT_CONFIGURED") return [];
          throw error;
        });
      const page = stored.slice(0, limit);
      const next = stored.length > limit ? (page.at(-1)?.query.name ?? null) : null;
      return { found: [...(isFirst ? readyToRun().values() : []), ...page], next };
    },
    async save(draft, viewer) {
      requireRole(viewer, savers, "saving a query");
      if (shipped.has(draft.name)) throw taken(draft.name);
      const owner = viewer.subject ?? "";
      const ready = checked(draft);
      return database.change(async (statements) => {
        if ((await queries.countSavedQueries(statements, owner)) >= mostOfOne)
          throw badInput(`Expected at most ${mostOfOne} saved queries of one person; delete one first.`);
        const query = await queries.insertSavedQuery(statements, ready, owner, clock.now());
        if (!query) throw taken(draft.name);
        return foundOf(query);
      });
    },
    async change(draft, viewer) {
      refuseShipped(draft.name, shipped);
      const { version } = draft;
      if (version === undefined) throw badInput("Expected version: the one that was read.");
      return database.change(async (statements) => {
        const query = await requireOwn(statements, draft.name, viewer, "changing a saved query");
        const stale = `Expected version ${query.version} of ${quote(draft.name)}; got ${version}. Read it again.`;
        if (query.version !== version) throw new GraphError("STALE_VERSION", stale);
        const changed = await queries.updateSavedQuery(statements, checked(draft), version, clock.now());
        if (!changed) throw new GraphError("STALE_VERSION", stale);
        const sharesEnded = await queries.countEndedShares(statements, query, changed, clock.now());
        return { ...foundOf(changed), sharesEnded };
      });
    },
    async remove(name, viewer) {
      refuseShipped(name, shipped);
      await database.change(async (statements) => {
        await requireOwn(statements, name, viewer, "deleting a saved query");
        await queries.deleteSavedQuery(statements, name);
      });
    },
  };
}

function describeShipped(query: SavedQuery, schema: GraphQLSchema, limits: Limits | undefined): FoundQuery {
  try {
    return { query: { ...query, ...checkContent(query.content, [], schema, limits) }, problems: [] };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    // Another supergraph than the project's.
    return { query, problems: [{ message: error.message, breaks: true }] };
  }
}

/** What is run, as one text. */
export function contentHashOf(content: SavedContent): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}

/** Its owner and admins; and everyone what is everyone's. */
export function mayRead(query: SavedQuery, viewer: Viewer): boolean {
  return query.visibility === "everyone" || mayChange(query, viewer);
}

export function mayChange({ owner, isShipped }: SavedQuery, { role, subject }: Viewer): boolean {
  return !isShipped && (role === "admin" || (subject !== null && subject === owner));
}

/** One that may not be read is as one that is not there: its name tells what somebody works on. */
function unknown(name: string, shipped: ReadonlyMap<string, SavedQuery>): GraphError {
  const codes = new Map([...shipped.keys()].map((code) => [code, [code]]));
  const meant = nearestCode(name, codes);
  const hint = meant === undefined ? "" : ` (did you mean ${quote(meant)}?)`;
  return new GraphError("NOT_FOUND", `Expected the name of a saved query; ${quote(name)} is none${hint}.`);
}

function taken(name: string): GraphError {
  return new GraphError("ALREADY_EXISTS", `Expected a name that is free; ${quote(name)} is taken.`);
}

function refuseShipped(name: string, shipped: ReadonlyMap<string, SavedQuery>): void {
  if (!shipped.has(name)) return;
  throw new GraphError(
    "FORBIDDEN",
    `${quote(name)} ships with the project and cannot be changed; save a copy under another name.`,
  );
}
