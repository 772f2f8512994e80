import {
  type ArgumentNode,
  type DirectiveNode,
  type FragmentDefinitionNode,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
  type VariableDefinitionNode,
} from "graphql";
import type { OperationSource } from "../pipeline/ready-operation";
import { spreadFrom } from "./used-elements";

/**
 * An operation as what it asks for, in one text: without aliases and without what a client has filled in, selections and
 * arguments in the order of their names. Operations that differ in nothing else have one signature. Numbers become 0, texts
 * "", lists []; names of enum values stay, for they are the schema's.
 */
export function operationSignature({ document, definition }: OperationSource): string {
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
  const { operation, name, variableDefinitions = [], directives = [], selectionSet } = definition;
  const head = [operation, ...(name ? [name.value] : [])].join(" ");
  const own = `${head}${listText(variableDefinitions.map(variableText))}${directivesText(directives)} ${selectionsText(selectionSet)}`;
  return [own, ...spreadFrom(definition, fragments).map(fragmentText).toSorted()].join(" ");
}

function fragmentText({
  name,
  typeCondition,
  directives = [],
  selectionSet,
}: FragmentDefinitionNode): string {
  return `fragment ${name.value} on ${typeCondition.name.value}${directivesText(directives)} ${selectionsText(selectionSet)}`;
}

function selectionsText({ selections }: SelectionSetNode): string {
  return `{ ${[...new Set(selections.map(selectionText))].toSorted().join(" ")} }`;
}

function selectionText(node: SelectionNode): string {
  const { directives = [] } = node;
  if (node.kind === Kind.FRAGMENT_SPREAD) return `...${node.name.value}${directivesText(directives)}`;
  const within = node.selectionSet ? ` ${selectionsText(node.selectionSet)}` : "";
  if (node.kind === Kind.FIELD)
    return `${node.name.value}${argumentsText(node.arguments)}${directivesText(directives)}${within}`;
  const condition = node.typeCondition ? ` on ${node.typeCondition.name.value}` : "";
  return `...${condition}${directivesText(directives)}${within}`;
}

function variableText({ variable, type, defaultValue, directives = [] }: VariableDefinitionNode): string {
  const otherwise = defaultValue ? ` = ${valueText(defaultValue)}` : "";
  return `$${variable.name.value}: ${print(type)}${otherwise}${directivesText(directives)}`;
}

function argumentsText(given: readonly ArgumentNode[] = []): string {
  return listText(given.map(({ name, value }) => `${name.value}: ${valueText(value)}`));
}

function directivesText(directives: readonly DirectiveNode[]): string {
  return directives.map((each) => ` @${each.name.value}${argumentsText(each.arguments)}`).join("");
}

const listText = (texts: string[]) => (texts.length > 0 ? `(${texts.toSorted().join(", ")})` : "");

function valueText(value: ValueNode): string {
  switch (value.kind) {
    case Kind.VARIABLE:
      return `$${value.name.value}`;
    case Kind.STRING:
      return '""';
    case Kind.INT:
    case Kind.FLOAT:
      return "0";
    case Kind.LIST:
      return "[]";
    case Kind.OBJECT:
      return `{${value.fields
        .map((field) => `${field.name.value}: ${valueText(field.value)}`)
        .toSorted()
        .join(", ")}}`;
    case Kind.NULL:
      return "null";
    case Kind.BOOLEAN:
      return String(value.value);
    default:
      return value.value;
  }
}
