import { getNamedType } from "graphql";
import type { Labels } from "../labels/labels";
import type { SelectedField } from "./lists/selected-fields";
import type { PlannedColumn } from "./planned-column";
import type { Column, Language } from "./table";

/**
 * Names of columns: the label of the last field, `Code`, and where two would be the same that of the object it is of in
 * front, `Lead organization code`; in Vietnamese behind it, `Mã cơ quan chủ trì`. The `value` of a rate and the `label` of a
 * step have the name of what they are of, `On time rate`. A field that the query gives a name of its
 * own has that one. Keys are the names in the answer, `leadOrganization_code`, whatever the language.
 */
export function nameColumns(planned: readonly PlannedColumn[], labels: Labels, language: Language): Column[] {
  const parts = planned.map((column) => partsOf(column, labels, language));
  const depths = parts.map(() => 1);
  const namesAt = () => parts.map((words, at) => join(words.slice(-(depths[at] ?? 1)), language));
  let names = namesAt();
  // Each round says one object more of those that are still the same.
  for (let found = clashing(names); found.length > 0; found = clashing(names)) {
    const open = found.filter((at) => (depths[at] ?? 1) < (parts[at]?.length ?? 0));
    if (open.length === 0) break;
    for (const at of open) depths[at] = (depths[at] ?? 1) + 1;
    names = namesAt();
  }
  const keys = distinct(planned.map(keyOf));
  const clashes = new Set(clashing(names));
  const told = names.map((name, at) => (clashes.has(at) ? `${name} (${keys[at]})` : name));
  return distinct(told).map((name, at) => ({
    name,
    key: keys[at] ?? "",
    type: planned[at]?.type ?? { kind: "text" },
  }));
}

/** Fields that say no more by their own names than the object says that they are of. */
const saidByObject: ReadonlySet<string> = new Set(["value", "label"]);

/** The words of a column, the outermost object first. */
function partsOf({ fields, outer }: PlannedColumn, labels: Labels, language: Language): string[] {
  const isSaid = fields.length > 1 && saidByObject.has(fields.at(-1)?.name ?? "");
  const own = fields.slice(0, isSaid ? -1 : undefined).map((field) => labelOf(field, labels, language));
  if (!outer) return own;
  const { occurrences } = outer.node ?? outer.steps.at(-1) ?? outer.steps[0];
  const { name } = getNamedType(occurrences[0].definition.type);
  return [(language === "vi" ? labels.of(name)?.name : undefined) ?? wordsOf(name), ...own];
}

function labelOf({ name, occurrences }: SelectedField, labels: Labels, language: Language): string {
  const [{ parent, definition }] = occurrences;
  if (name !== definition.name) return wordsOf(name);
  const label = language === "vi" ? labels.of(`${parent.name}.${name}`)?.name : undefined;
  return label ?? wordsOf(name);
}

/** `receivedAt` as `Received at`, `share4G` as `Share 4G`, `__typename` as `Typename`. */
export function wordsOf(name: string): string {
  const words = name
    .replaceAll("_", " ")
    .trim()
    .replace(/([a-z])([A-Z0-9])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .split(/\s+/)
    .map((word) => (/^[A-Z][a-z]/.test(word) || /^[A-Z]$/.test(word) ? word.toLowerCase() : word))
    .join(" ");
  return words === "" ? name : words.charAt(0).toUpperCase() + words.slice(1);
}

function join(words: readonly string[], language: Language): string {
  const ordered = language === "vi" ? words.toReversed() : words;
  return ordered.map((word, at) => (at === 0 ? word : lowered(word))).join(" ");
}

/** An abbreviation stays as it is: `CNTT`. */
function lowered(text: string): string {
  return /^\p{Lu}(?!\p{Lu})/u.test(text) ? text.charAt(0).toLocaleLowerCase("vi") + text.slice(1) : text;
}

function keyOf({ fields, outer }: PlannedColumn): string {
  const around = outer ? [outer.path.split(".").join("_")] : [];
  return [...around, ...fields.map(({ name }) => name)].join("_");
}

/** Where names are that others have as well; readers of tables often do not tell upper from lower case. */
function clashing(names: readonly string[]): number[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
  return names.flatMap((name, at) => ((counts.get(name.toLowerCase()) ?? 0) > 1 ? [at] : []));
}

/** The same, each once: what comes again has a number behind it. */
function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${name}_${number}`;
    taken.add(free.toLowerCase());
    return free;
  });
}
