import type { GraphQLSchema } from "graphql";
import { dayOf, startOf } from "../../shared/base/clock/calendar-day";
import type { Clock } from "../../shared/base/clock/clock";
import type { NoteUse } from "../pipeline/pipeline";
import type { ReadyOperation } from "../pipeline/ready-operation";
import { type Describable, describeReady } from "./describe-operation";
import { otherUses, type RecordedUse, type UseBatch } from "./recorded-use";
import { compileUsedValues, type NoteValues } from "./used-values";

/** Counts in memory who has used what, until it is taken to be put down. */
export interface OperationRecorder {
  note: NoteUse;
  /** What was counted since the last time. Describes new operations, each in a turn of its own: requests go on meanwhile. */
  take(): Promise<UseBatch>;
  /** Forgets what was counted since the last time: nobody will ask for it, and to describe it takes as long as reading it did. */
  drop(): void;
  /** So many counts are held. */
  readonly size: number;
}

export interface RecorderOptions {
  clock: Clock;
  /** Most counts between two times that they are taken; what is more is counted as other operations. */
  mostUses?: number;
  /** Most clients, each with its version, between two times; what is more is counted as other clients. */
  mostClients?: number;
}

const dayMs = 86_400_000;

interface Count {
  schema: GraphQLSchema;
  /** Absent: other operations. */
  operation: Describable | undefined;
  day: string;
  client: string;
  clientVersion: string;
  count: number;
  lastAt: number;
  elements: Set<string>;
}

/**
 * Whoever likes can send ever new texts, names and versions. So what is held is bounded: beyond the bounds an operation is
 * counted as one of others, its elements with theirs, which are no more than the schema has; nothing that is used is ever
 * taken for unused. What is known of an operation is its hash, never a value: values of variables are looked at for names of
 * the schema alone.
 */
export function createOperationRecorder({
  clock,
  mostUses = 4_000,
  mostClients = 500,
}: RecorderOptions): OperationRecorder {
  let counts = newCounts();
  let [dayFrom, day] = [0, ""];

  const dayAt = (now: number): string => {
    if (now >= dayFrom && now < dayFrom + dayMs) return day;
    day = dayOf(new Date(now));
    dayFrom = startOf(day).getTime();
    return day;
  };
  const countFor = (
    schema: GraphQLSchema,
    operation: Describable | undefined,
    key: string,
    client: string,
    clientVersion: string,
  ): Count => {
    const held = counts.byOperation.get(operation);
    const known = held?.get(key);
    if (known) return known;
    // Those of other operations are as many as clients.
    if (operation && counts.size >= mostUses) {
      const other = countFor(schema, undefined, key, client, clientVersion);
      for (const element of describeReady(schema, operation).elements) other.elements.add(element);
      return other;
    }
    const begun = {
      schema,
      operation,
      day,
      client,
      clientVersion,
      count: 0,
      lastAt: 0,
      elements: new Set<string>(),
    };
    if (held) held.set(key, begun);
    else counts.byOperation.set(operation, new Map([[key, begun]]));
    counts.size++;
    return begun;
  };
  return {
    note(schema, operation, variables, { client = "", clientVersion = "" }) {
      const now = clock.now().getTime();
      const today = dayAt(now);
      const key = `${today} ${client}\n${clientVersion}`;
      const isTold = counts.clients.has(key) || counts.clients.size < mostClients;
      if (isTold) counts.clients.add(key);
      const counted = describableOf(operation);
      const count = isTold
        ? countFor(schema, counted, key, client, clientVersion)
        : countFor(schema, counted, `${today} ${otherUses}`, otherUses, "");
      count.count++;
      count.lastAt = now;
      valuesOf(schema, operation)?.(variables, count.elements);
    },
    async take() {
      const taken = counts;
      counts = newCounts();
      return describeAll([...taken.byOperation.values()].flatMap((held) => [...held.values()]));
    },
    drop() {
      counts = newCounts();
    },
    get size() {
      return counts.size;
    },
  };
}

function newCounts() {
  return {
    byOperation: new Map<Describable | undefined, Map<string, Count>>(),
    clients: new Set<string>(),
    size: 0,
  };
}

const describables = new WeakMap<ReadyOperation, Describable>();

/** What is held until counts are taken: thousands of operations that come once are not, with their plans and projections. */
function describableOf(operation: ReadyOperation): Describable {
  const known = describables.get(operation);
  if (known) return known;
  const made = { source: operation.source };
  describables.set(operation, made);
  return made;
}

const compiled = new WeakMap<ReadyOperation, { note: NoteValues | undefined }>();

function valuesOf(schema: GraphQLSchema, operation: ReadyOperation): NoteValues | undefined {
  if (operation.variableDefinitions.length === 0) return undefined;
  const known = compiled.get(operation);
  if (known) return known.note;
  const note = compileUsedValues(schema, operation.variableDefinitions);
  compiled.set(operation, { note });
  return note;
}

/** Texts that differ in what clients have filled in, or that were read on two graphs, are one operation. */
async function describeAll(counts: readonly Count[]): Promise<UseBatch> {
  const operations = new Map<string, UseBatch["operations"][number]>();
  const uses = new Map<string, RecordedUse>();
  for (const { schema, operation, elements, ...counted } of counts) {
    const described = operation && describeReady(schema, operation);
    if (described) operations.set(described.hash, described);
    const use = { ...counted, operation: described?.hash ?? otherUses, elements: [...elements] };
    addUse(uses, use);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { operations: [...operations.values()], uses: [...uses.values()] };
}

/** Adds a use to those of the same operation, client and day. */
export function addUse(uses: Map<string, RecordedUse>, use: RecordedUse): void {
  const key = JSON.stringify([use.day, use.operation, use.client, use.clientVersion]);
  const known = uses.get(key);
  uses.set(
    key,
    known
      ? {
          ...use,
          count: known.count + use.count,
          lastAt: Math.max(known.lastAt, use.lastAt),
          elements: [...new Set([...known.elements, ...use.elements])],
        }
      : use,
  );
}
