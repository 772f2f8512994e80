import { type DirectiveNode, type FieldNode, Kind, print, type SelectionNode, type ValueNode } from "graphql";

/**
 * What follows a field's name, `(first: 3, filter: {…})`, arguments in the order of their names: equal for what means
 * the same, however it was written.
 */
export function fieldSuffix({ arguments: given = [], directives = [] }: FieldNode): string {
  if (given.length === 0 && directives.length === 0) return "";
  const texts = given.map(({ name, value }) => `${name.value}: ${valueText(value)}`).sort();
  const others = directives
    .filter((directive) => !decides(directive))
    .map((directive) => ` ${print(directive)}`);
  return `${texts.length === 0 ? "" : `(${texts.join(", ")})`}${others.join("")}`;
}

/**
 * The conditions of variables by which a field or fragment is selected, `@include(if: $all)`; undefined when a literal
 * rules it out.
 */
export function conditionsText({ directives = [] }: SelectionNode): string[] | undefined {
  const conditions: string[] = [];
  for (const directive of directives) {
    const value = directive.arguments?.[0]?.value;
    if (!decides(directive) || !value) continue;
    const { value: name } = directive.name;
    if (value.kind !== Kind.BOOLEAN) conditions.push(`@${name}(if: ${valueText(value)})`);
    else if (value.value === (name === "skip")) return undefined;
  }
  return conditions;
}

/** A value as text: an object's fields sorted, and a text written in one way, block or not. */
export function valueText(value: ValueNode): string {
  switch (value.kind) {
    case Kind.VARIABLE:
      return `$${value.name.value}`;
    case Kind.STRING:
      return print({ ...value, block: false });
    case Kind.LIST:
      return `[${value.values.map(valueText).join(", ")}]`;
    case Kind.OBJECT: {
      const fields = value.fields.map((field) => `${field.name.value}: ${valueText(field.value)}`);
      return `{${fields.sort().join(", ")}}`;
    }
    case Kind.NULL:
      return "null";
    case Kind.BOOLEAN:
      return value.value ? "true" : "false";
    default:
      return value.value;
  }
}

function decides({ name }: DirectiveNode): boolean {
  return name.value === "skip" || name.value === "include";
}
