/** What is selected of an object: fields by their names in what is fetched, and what depends on type or variables. */
export interface Selections {
  fields: Map<string, SelectedField>;
  parts: Map<string, Part>;
  /** Conditions of variables that hold where these stand. */
  conditions?: ReadonlySet<string>;
  /** They are of some of the types that an object may be of here, so that its type has to be known. */
  isNarrowed?: boolean;
}

export interface SelectedField {
  name: string;
  /** Its arguments, `(first: 3)`, and directives. */
  text: string;
  selections?: Selections;
}

/** Selections behind a head such as `on Book @include(if: $all)`; the head may be empty. */
interface Part {
  head: string;
  selections: Selections;
}

export function newSelections(): Selections {
  return { fields: new Map(), parts: new Map() };
}

/** The selections behind a type condition and conditions of variables; those themselves where there are none. */
export function within(
  outer: Selections,
  type: string | undefined,
  conditions: readonly string[],
): Selections {
  const added = conditions.filter((condition) => !outer.conditions?.has(condition)).sort();
  if (type === undefined && added.length === 0) return outer;
  const head = [...(type === undefined ? [] : [`on ${type}`]), ...added].join(" ");
  const part = partOf(outer, head, head);
  part.conditions ??= new Set([...(outer.conditions ?? []), ...added]);
  part.isNarrowed = type !== undefined || outer.isNarrowed === true;
  return part;
}

/**
 * A part of its own, in its order among others: what `key` names stands together. One condition within the other,
 * for no directive may stand twice on one node.
 */
export function apart(outer: Selections, conditions: readonly string[], key: string): Selections {
  const [first = "", ...others] = [...conditions].sort();
  const part = partOf(outer, first, [key, first, ...others].join(" "));
  return others.reduce((inner, condition) => partOf(inner, condition, condition), part);
}

function partOf(outer: Selections, head: string, key: string): Selections {
  const known = outer.parts.get(key);
  if (known) return known.selections;
  const selections = newSelections();
  outer.parts.set(key, { head, selections });
  return selections;
}

/** `{code name ... on Book {area}}`, sorted unless `inOrder`; `{}` when nothing is selected. */
export function selectionsText(selections: Selections, inOrder = false): string {
  const texts = [...selections.fields].map(([responseName, field]) => fieldText(responseName, field));
  for (const [, part] of selections.parts) {
    const text = selectionsText(part.selections);
    if (text !== "{}") texts.push(part.head === "" ? text.slice(1, -1) : `... ${part.head} ${text}`);
  }
  return `{${(inOrder ? texts : texts.sort()).join(" ")}}`;
}

function fieldText(responseName: string, { name, text, selections }: SelectedField): string {
  const called = responseName === name ? name : `${responseName}: ${name}`;
  if (!selections) return `${called}${text}`;
  const inner = selectionsText(selections);
  // All that was selected is ruled out; whether the object is there has to be known all the same.
  return `${called}${text} ${inner === "{}" ? "{__typename}" : inner}`;
}
