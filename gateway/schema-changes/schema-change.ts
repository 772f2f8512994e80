/**
 * What a change does to a client whose operation uses what is changed: breaking: it is refused or loses data that it relied
 * on; dangerous: it is answered, with what it may not expect; safe: nothing.
 */
export type Severity = "breaking" | "dangerous" | "safe";

/** A difference between two schemas as clients see them. */
export interface SchemaChange {
  kind: ChangeKind;
  severity: Severity;
  /** Of what is changed, in the schema that has it. See https://spec.graphql.org/draft/#sec-Schema-Coordinates */
  coordinate: string;
  /** A sentence. */
  message: string;
  /** An operation that uses one of these elements is affected; none: every operation would be. */
  affects: readonly string[];
}

export type ChangeKind =
  | "TYPE_REMOVED"
  | "TYPE_ADDED"
  | "TYPE_KIND_CHANGED"
  | "ROOT_TYPE_CHANGED"
  | "FIELD_REMOVED"
  | "FIELD_ADDED"
  | "FIELD_TYPE_CHANGED"
  | "ARGUMENT_REMOVED"
  | "ARGUMENT_ADDED"
  | "ARGUMENT_TYPE_CHANGED"
  | "ARGUMENT_DEFAULT_CHANGED"
  | "INPUT_FIELD_REMOVED"
  | "INPUT_FIELD_ADDED"
  | "INPUT_FIELD_TYPE_CHANGED"
  | "INPUT_FIELD_DEFAULT_CHANGED"
  | "ONE_OF_CHANGED"
  | "INTERFACE_REMOVED"
  | "INTERFACE_ADDED"
  | "UNION_MEMBER_REMOVED"
  | "UNION_MEMBER_ADDED"
  | "ENUM_VALUE_REMOVED"
  | "ENUM_VALUE_ADDED"
  | "SPECIFICATION_CHANGED"
  | "DIRECTIVE_REMOVED"
  | "DIRECTIVE_ADDED"
  | "DIRECTIVE_CHANGED"
  | "DEPRECATION_CHANGED"
  | "DESCRIPTION_CHANGED";

/** Those that are in both of two lists, in one, and in the other, by name. */
export function compareNamed<Item extends { name: string }>(before: readonly Item[], after: readonly Item[]) {
  const [old, now] = [byName(before), byName(after)];
  return {
    removed: before.filter(({ name }) => !now.has(name)),
    added: after.filter(({ name }) => !old.has(name)),
    kept: before.flatMap((item) => {
      const other = now.get(item.name);
      return other ? [[item, other] as const] : [];
    }),
  };
}

function byName<Item extends { name: string }>(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.name, item]));
}
