import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  parse,
  visit,
} from "graphql";
import { defaultPageSize } from "../connection/page-arguments";

/** What a statistic costs besides its rows, in objects: it may look at every row of a sector. */
const statisticWeight = 50;
/** What another statistic for each row costs. */
const besideWeight = 1;
/** How many rows a statistic gives where nobody says. */
const assumedGroups = 200;

/**
 * A schema in which fields say what they may cost, for a gateway that estimates an operation before it is run:
 * pages have as many nodes as `first` or `last` says, a statistic has a weight of its own and as many rows. A field
 * that says something itself ignores it. See https://ibm.github.io/graphql-specs/cost-spec.html
 */
export function withListSizes(document: DocumentNode): DocumentNode {
  return visit(document, { FieldDefinition: withSize });
}

function withSize(field: FieldDefinitionNode): FieldDefinitionNode | undefined {
  const said = new Set(field.directives?.map(({ name }) => name.value));
  const added = directivesFor(field).filter(({ name }) => !said.has(name.value));
  return added.length === 0 ? undefined : { ...field, directives: [...(field.directives ?? []), ...added] };
}

function directivesFor(node: FieldDefinitionNode): ConstDirectiveNode[] {
  const has = (argument: string) => node.arguments?.some(({ name }) => name.value === argument) ?? false;
  const slicing = ["first", "last"].filter(has);
  if (has("groupBy")) {
    const weight = directive(`@cost(weight: ${statisticWeight})`);
    return [weight, listSize(assumedGroups, slicing, ["rows"])];
  }
  if (node.type.kind === Kind.NAMED_TYPE && ["measure", "dimension"].some(has))
    return [directive(`@cost(weight: ${besideWeight})`)];
  if (slicing.length > 0 && isConnection(node))
    return [listSize(defaultPageSize, slicing, ["nodes", "edges"])];
  return [];
}

function isConnection({ type }: FieldDefinitionNode): boolean {
  const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  return named.kind === Kind.NAMED_TYPE && named.name.value.endsWith("Connection");
}

function listSize(assumed: number, slicing: string[], sized: string[]): ConstDirectiveNode {
  const texts = [slicing, sized].map((names) => JSON.stringify(names));
  return directive(
    `@listSize(assumedSize: ${assumed}, slicingArguments: ${texts[0]}, sizedFields: ${texts[1]}, requireOneSlicingArgument: false)`,
  );
}

function directive(text: string): ConstDirectiveNode {
  const [definition] = parse(`scalar Any ${text}`, { noLocation: true }).definitions;
  const [found] = definition?.kind === Kind.SCALAR_TYPE_DEFINITION ? (definition.directives ?? []) : [];
  if (!found) throw new Error(`Expected a directive; got ${text}.`);
  return found;
}
