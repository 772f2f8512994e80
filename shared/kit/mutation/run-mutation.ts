import { today } from "../../base/clock/calendar-day";
import { inChangeTransaction } from "../../database/change-transaction";
import type { Database } from "../../database/database";
import { headOf } from "../audit/append-entry";
import { changeEntrySql, notPutDown } from "../audit-api/audit-changes";
import type { SubgraphContext } from "../context/context";
import type { UserError } from "../graphql/user-error";
import { claimAnswer, fingerprintOf, type KeyedRequest, keepAnswer, keyProblem } from "./idempotent-answer";
import { RowWithheld } from "./own-row";
import { UserInputError, userError } from "./user-input-error";

/** A mutation's request: its name and its input, which may have an idempotency key. */
export interface MutationRequest {
  operation: string;
  input: { idempotencyKey?: string | null };
}

/** A mutation's result: the entity as it was right after the change, or the problems of the input. */
export interface MutationResult<Entity> {
  entity: Entity | null;
  userErrors: UserError[];
}

/**
 * Runs a mutation in one transaction: all of it happens, or nothing.
 *
 * With an idempotency key the answer is stored in the same transaction, so that a client that never saw it can ask
 * again and gets the same answer for one effect. Two requests with one key that arrive at once meet at the
 * primary key: the second waits there until the first has committed, and then finds its answer. A key belongs to
 * the viewer who sent it, and to one input: used for another one it is refused, for that is a client's bug.
 */
export function runMutation<Entity extends object>(
  context: SubgraphContext,
  request: MutationRequest,
  work: (database: Database) => Promise<Entity>,
): Promise<MutationResult<Entity>> {
  return runRowMutation(context, request, async () => undefined, work);
}

/**
 * Runs a mutation of a row that decides who may change it: `authorize` locks the row and gives it, or throws. It comes
 * before the answer that a key was given before: a token whose rights have changed since then gets no old answer.
 */
export async function runRowMutation<Row, Entity extends object>(
  context: SubgraphContext,
  request: MutationRequest,
  authorize: (database: Database) => Promise<Row>,
  work: (database: Database, row: Row) => Promise<Entity>,
): Promise<MutationResult<Entity>> {
  const { operation, input } = request;
  const { dataSource } = context.database;
  try {
    const done = await inChangeTransaction(dataSource, today(context.clock), async (transaction) => {
      const row = await authorize(transaction);
      const keyed = keyedRequest(context, request);
      const known = await claimKey<Entity>(transaction, context, keyed);
      if (known !== undefined) return { result: known };
      const result = await work(transaction, row);
      if (keyed) await keepAnswer(transaction, keyed, result);
      return { result, last: changeEntrySql(context, operation, input, result), ofRefusal: notPutDown };
    });
    if (done.rows.length > 0) context.log.info({ audit: headOf(done.rows) }, "audit");
    // Mutations of one request run one after the other; the second must not see what the first had loaded.
    context.forget();
    return { entity: done.result, userErrors: [] };
  } catch (error) {
    // Also where there is no such row: how long it takes must not reveal that.
    if (error instanceof RowWithheld) {
      const refused = { viewer: context.viewer, operation: request.operation, keys: [error.key] };
      await context.audit.refused(refused, "NOT_FOUND");
    }
    if (error instanceof UserInputError) return { entity: null, userErrors: error.userErrors };
    throw error;
  }
}

/** The request with its key; undefined where it has none. */
function keyedRequest(
  { viewer }: SubgraphContext,
  { operation, input }: MutationRequest,
): KeyedRequest | undefined {
  const key = input.idempotencyKey;
  if (key == null) return undefined;
  const problem = keyProblem(key);
  if (problem !== undefined) {
    throw new UserInputError([userError("BAD_USER_INPUT", "idempotencyKey", `expected ${problem}.`)]);
  }
  const fingerprint = fingerprintOf(JSON.stringify(Object.entries(input).toSorted()));
  return { actor: viewer.subject ?? "", operation, key, fingerprint };
}

/** Takes the key for this request. Returns the stored answer when it was taken before for the same input. */
async function claimKey<Entity>(
  transaction: Database,
  { clock }: SubgraphContext,
  request: KeyedRequest | undefined,
): Promise<Entity | undefined> {
  const claimed = request && (await claimAnswer<Entity>(transaction, request, clock.now()));
  if (claimed !== "reused") return claimed?.answer;
  const message = "expected a new key for a new input; this one was used for another.";
  throw new UserInputError([userError("IDEMPOTENCY_KEY_REUSED", "idempotencyKey", message)]);
}
