import { type ConstDirectiveNode, type FieldDefinitionNode, Kind, parse, print, visit } from "graphql";
import { defaultPageSize } from "../connection/page-arguments";

/**
 * A schema's text in which every field that gives pages says so to whoever reckons what an operation may cost: as many
 * nodes as `first` or `last` asks for. A field that says something itself keeps it.
 * See https://ibm.github.io/graphql-specs/cost-spec.html
 */
export function withListSizes(sdl: string): string {
  const document = visit(parse(sdl, { noLocation: true }), {
    FieldDefinition(node): FieldDefinitionNode | undefined {
      const isPaged = node.arguments?.some(({ name }) => name.value === "first") && isConnection(node);
      const isSaid = node.directives?.some(({ name }) => name.value === "listSize");
      if (!isPaged || isSaid) return undefined;
      return { ...node, directives: [...(node.directives ?? []), pages] };
    },
  });
  return print(document);
}

function isConnection({ type }: FieldDefinitionNode): boolean {
  const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  return named.kind === Kind.NAMED_TYPE && named.name.value.endsWith("Connection");
}

const pages = directive(
  `@listSize(assumedSize: ${defaultPageSize}, slicingArguments: ["first", "last"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false)`,
);

function directive(text: string): ConstDirectiveNode {
  const [definition] = parse(`scalar Any ${text}`, { noLocation: true }).definitions;
  const [found] = definition?.kind === Kind.SCALAR_TYPE_DEFINITION ? (definition.directives ?? []) : [];
  if (!found) throw new Error(`Expected a directive; got ${text}.`);
  return found;
}
