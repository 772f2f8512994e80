import type { GraphQLFormattedError } from "graphql";
import type { JsonObject } from "../values/json";

/**
 * How fetched data becomes the client's answer: what is expected at each path, under which name it was fetched and under
 * which the client wants it. Plain data, so that a walk over it is fast.
 */
export type Projection = Leaf | List | ObjectOf;

interface Expected {
  /** Whether null may stand here. */
  nullable: boolean;
  /** Whether null may stand here with an error alone. */
  isNullForError: boolean;
  /** The type's name in the schema, for the report of a value that is none of it. */
  typeName: string;
}

export interface Leaf extends Expected {
  /** The commonest types by name; others are read by a function. */
  kind: "text" | "integer" | "boolean" | "leaf";
  /** The value as the client may read it, or `invalid`. */
  read(value: unknown): unknown;
}

export interface List extends Expected {
  kind: "list";
  element: Projection;
}

export interface ObjectOf extends Expected {
  kind: "object";
  /** What is selected of an object, which may be of several types; undefined when it is of none that is possible. */
  fieldsOf(value: JsonObject): ObjectFields | undefined;
  /** The same for every type that an object here may be of. */
  everyFields(): readonly ObjectFields[];
}

export interface ObjectFields {
  fields: readonly ProjectedField[];
  /**
   * Of the object no more is known than this interface or union, and which fields it has depends on more. See
   * https://spec.graphql.org/October2021/#ResolveAbstractType()
   */
  unresolved?: string;
  /** What comes later of the object; absent: nothing. */
  deferred?: readonly DeferredFields[];
}

/** The fields of a `@defer` fragment. */
export interface DeferredFields {
  label: string | undefined;
  object: ObjectOf;
}

export interface ProjectedField {
  /** The client's name. */
  name: string;
  /** `"name":`, with the comma or brace before it. */
  lead: string;
  /** Its name in what was fetched. */
  source: string;
  /** Whether every object has something of that name, so that only its own counts. */
  isInherited: boolean;
  /** What the graph itself knows: the type's name, or a part of the schema. */
  known?: { value(introspected: JsonObject): unknown };
  /** Why the viewer may not read it: null stands there, with this. */
  denied?: Pick<GraphQLFormattedError, "message" | "extensions">;
  projection: Projection;
}
