import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type NameNode,
  parse,
  print,
  type SelectionSetNode,
  visit,
} from "graphql";
import type { Random } from "../../../shared/base/random/random";
import type { ReadAnswer } from "../gateway-under-test";
import type { Operation } from "./operation";

/** An operation that asks for the same in other words. */
export interface Rewritten {
  operation: Operation;
  /** An answer to it, with the response names of the first. */
  back(answer: ReadAnswer): ReadAnswer;
}

/** Other aliases for all fields, other names and another order of fragments, other whitespace and comments. */
export function reworded(operation: Operation, random: Random): Rewritten {
  const names = new Map<string, string>();
  const aliased = visit(parse(operation.query), {
    Field(node) {
      const name = responseName(node);
      const alias = names.get(name) ?? `other${names.size}`;
      names.set(name, alias);
      return { ...node, alias: nameNode(alias) };
    },
    FragmentDefinition: (node) => ({ ...node, name: nameNode(`Of${node.name.value}`) }),
    FragmentSpread: (node) => ({ ...node, name: nameNode(`Of${node.name.value}`) }),
  });
  const document: DocumentNode = { ...aliased, definitions: random.shuffle(aliased.definitions) };
  const query = print(document).replaceAll(/\n\s*/g, () => random.pick([" ", "\n\n", ", ", " # or not\n"]));
  const known = new Map([...names].map(([name, alias]) => [alias, name]));
  return {
    operation: { query, variables: operation.variables },
    back: ({ data, errors }) => ({
      data: renamed(data, known),
      ...(errors && {
        errors: errors.map(({ path, ...error }) => ({
          ...error,
          ...(path && {
            path: path.map((step) => (typeof step === "string" ? (known.get(step) ?? step) : step)),
          }),
        })),
      }),
    }),
  };
}

/** Selections in another order, but for those of a mutation, which come one after the other. */
export function reordered(operation: Operation, random: Random): Rewritten {
  const shuffled = (set: SelectionSetNode): SelectionSetNode => ({
    ...set,
    selections: random.shuffle(set.selections),
  });
  const document = visit(parse(operation.query), {
    OperationDefinition: {
      leave: (node) =>
        node.operation === "query" ? { ...node, selectionSet: shuffled(node.selectionSet) } : undefined,
    },
    Field: { leave: (node) => node.selectionSet && { ...node, selectionSet: shuffled(node.selectionSet) } },
    InlineFragment: { leave: (node) => ({ ...node, selectionSet: shuffled(node.selectionSet) }) },
  });
  return { operation: { query: print(document), variables: operation.variables }, back: (answer) => answer };
}

function responseName({ alias, name }: FieldNode): string {
  return alias?.value ?? name.value;
}

function nameNode(value: string): NameNode {
  return { kind: Kind.NAME, value };
}

function renamed(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((element) => renamed(element, names));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [names.get(name) ?? name, renamed(inner, names)]),
  );
}
