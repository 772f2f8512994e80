import { badInput } from "../../shared/base/errors/graph-error";
import type { Statements } from "../database/statements";
import { type ElementUse, findUsedElements, findUses } from "../recording/recorded-use.queries";
import type { SchemaChange } from "../schema-changes/schema-change";
import type { Composed } from "./composing/composition";
import type { NamedText } from "./kept-texts";

/** Somebody whom a change touches. */
export interface ChangeUse {
  /** recorded: it was asked for; the others are of a text that is kept whole. */
  source: "recorded" | NamedText["source"];
  /** As the client calls itself, empty where it does not; name of a manifest, a saved query or a fact. */
  client: string;
  clientVersion: string;
  /** Of the operation; null where it has none. */
  operation: string | null;
  /** Of what was recorded: hash and signature of the operation, how often it was asked for, and when last, ISO 8601. */
  hash?: string;
  signature?: string;
  count?: number;
  lastAt?: string;
  /** Of a text: why it would be refused. */
  problem?: string;
}

/** A change, and whom it touches. */
export interface JudgedChange extends Omit<SchemaChange, "affects"> {
  /** The newest first; at most `mostUses`. */
  uses: readonly ChangeUse[];
  /** Whether anybody uses what is changed. */
  isUsed: boolean;
  /** Whether whoever publishes has accepted that it breaks somebody. */
  isAccepted: boolean;
}

export const mostUses = 20;
/** Rows that are read of all changes together; whether one is used is known exactly all the same. */
const mostRows = 2_000;

export interface JudgeOptions {
  sinceDay: string;
  /** Coordinates of breaking changes. */
  accepted: readonly string[];
}

/** Whom each change touches, by the texts that are kept, and where there is a database by what was recorded since a day. */
export async function judgeChanges(
  statements: Statements | undefined,
  { changes, texts }: Pick<Composed, "changes" | "texts">,
  named: readonly NamedText[],
  { sinceDay, accepted }: JudgeOptions,
): Promise<JudgedChange[]> {
  const elements = [...new Set(changes.flatMap((change) => (isHarmful(change) ? change.affects : [])))];
  const [used, rows] =
    !statements || elements.length === 0
      ? [[], []]
      : [
          await findUsedElements(statements, elements, sinceDay),
          await findUses(statements, elements, sinceDay, mostRows),
        ];
  const [isUsed, recorded] = [new Set(used), byElement(rows, (row) => row.elements)];
  const kept = byElement(
    texts.map((text, at) => ({ ...text, named: named[at] })),
    (text) => text.elements,
  );
  const judged = changes.map(({ affects, ...change }): JudgedChange => {
    if (!isHarmful(change)) return { ...change, uses: [], isUsed: false, isAccepted: false };
    const ofTexts = unique(affects.flatMap((element) => kept.get(element) ?? [])).flatMap(
      ({ named: text, problem }) => (text ? [textUse(text, problem)] : []),
    );
    const ofRows = unique(affects.flatMap((element) => recorded.get(element) ?? []))
      .toSorted((one, other) => other.lastAt.getTime() - one.lastAt.getTime())
      .map(rowUse);
    return {
      ...change,
      uses: [...ofRows, ...ofTexts].slice(0, mostUses),
      isUsed: ofTexts.length > 0 || affects.some((element) => isUsed.has(element)),
      isAccepted: change.severity === "breaking" && accepted.includes(change.coordinate),
    };
  });
  requireKnown(judged, accepted);
  return judged;
}

/** Those that keep a schema from being published: they break somebody, and nobody has accepted that. */
export function refusing(changes: readonly JudgedChange[]): JudgedChange[] {
  return changes.filter(
    ({ severity, isUsed, isAccepted }) => severity === "breaking" && isUsed && !isAccepted,
  );
}

const isHarmful = ({ severity }: Pick<SchemaChange, "severity">) => severity !== "safe";

/** What is accepted is something that breaks: a coordinate that was misspelt would accept nothing. */
function requireKnown(changes: readonly JudgedChange[], accepted: readonly string[]): void {
  const breaking = new Set(
    changes.filter(({ severity }) => severity === "breaking").map(({ coordinate }) => coordinate),
  );
  const unknown = accepted.find((coordinate) => !breaking.has(coordinate));
  if (unknown === undefined) return;
  const there = [...breaking].slice(0, 10).join(", ") || "none";
  throw badInput(`Expected accept to name breaking changes (${there}); ${unknown} is none.`);
}

function textUse({ source, name, operationName }: NamedText, problem: string | undefined): ChangeUse {
  const use = { source, client: name, clientVersion: "", operation: operationName ?? null };
  return problem === undefined ? use : { ...use, problem };
}

function rowUse({ client, clientVersion, name, operation, signature, count, lastAt }: ElementUse): ChangeUse {
  return {
    ...{ source: "recorded", client, clientVersion, operation: name, hash: operation },
    ...(signature !== null && { signature }),
    ...{ count, lastAt: lastAt.toISOString() },
  };
}

function byElement<Item>(
  items: readonly Item[],
  elementsOf: (item: Item) => readonly string[],
): Map<string, Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items)
    for (const element of elementsOf(item)) {
      const known = found.get(element);
      if (known) known.push(item);
      else found.set(element, [item]);
    }
  return found;
}

function unique<Item>(items: readonly Item[]): Item[] {
  return [...new Set(items)];
}
