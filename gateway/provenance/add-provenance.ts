import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  print,
  type SelectionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { type ProvenanceFields, provenanceFieldsOf } from "./provenance-fields";

/** A text that asks for where its data comes from as well, and how these fields are known again in the answer. */
export interface TextWithProvenance {
  text: string;
  /** What the response names of the added fields begin with, and no other. */
  prefix: string;
}

/**
 * Adds to every selection of a valid document what its type has to tell where the data comes from. A client need not
 * have selected any of it, and what it has selected stays as it is: the added fields have names of their own.
 */
export function addProvenance(
  schema: GraphQLSchema,
  text: string,
  document: DocumentNode,
): TextWithProvenance {
  const prefix = unusedPrefix(text);
  const types = new TypeInfo(schema);
  const changed = visit(
    document,
    visitWithTypeInfo(types, {
      SelectionSet: {
        // What is added while it is left is not gone over again.
        leave(node) {
          const added = selectionsOf(provenanceFieldsOf(types.getParentType()), prefix);
          return added.length === 0 ? undefined : { ...node, selections: [...node.selections, ...added] };
        },
      },
      // Its types are not the client's, and have nothing to tell.
      Field: ({ name }) => (name.value.startsWith("__") ? false : undefined),
    }),
  );
  return { text: print(changed), prefix };
}

function selectionsOf(fields: ProvenanceFields | undefined, prefix: string): SelectionNode[] {
  if (!fields) return [];
  const { origins, sources, days, isProtected, rest } = fields;
  return [
    ...[...origins, ...days, ...(isProtected ? ["protected"] : [])].map((name) => fieldOf(name, prefix)),
    ...sources.map(({ field, cited }) => fieldOf(field, prefix, cited)),
    ...(rest === "truncated" ? [fieldOf("truncated", prefix)] : []),
    ...(rest === "pageInfo" ? [fieldOf("pageInfo", prefix, ["hasNextPage"])] : []),
  ];
}

function fieldOf(name: string, prefix: string, selected?: readonly string[]): FieldNode {
  return {
    kind: Kind.FIELD,
    alias: nameOf(prefix + name),
    name: nameOf(name),
    ...(selected && {
      selectionSet: {
        kind: Kind.SELECTION_SET,
        selections: selected.map((each) => ({ kind: Kind.FIELD as const, name: nameOf(each) })),
      },
    }),
  };
}

const nameOf = (value: string) => ({ kind: Kind.NAME as const, value });

/** No name of the text has it in itself. */
function unusedPrefix(text: string): string {
  let prefix = "told_";
  while (text.includes(prefix)) prefix = `x${prefix}`;
  return prefix;
}
