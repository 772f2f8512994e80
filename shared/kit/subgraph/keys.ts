import { Kind, type ObjectTypeDefinitionNode, parse, type SelectionSetNode } from "graphql";

/** The sets of fields by which other subgraphs refer to a type: `code`, or `indicator unit`. */
export function keysOfType({ directives = [] }: ObjectTypeDefinitionNode): string[] {
  return directives.flatMap(({ name, arguments: given = [] }) => {
    const fields = given.find((argument) => argument.name.value === "fields");
    return name.value === "key" && fields?.value.kind === Kind.STRING ? [fields.value.value.trim()] : [];
  });
}

/** All fields that are part of one of a type's keys. */
export function fieldsOfKeys(type: ObjectTypeDefinitionNode): string[] {
  return keysOfType(type).flatMap((key) => {
    const [operation] = parse(`{ ${key} }`, { noLocation: true }).definitions;
    return operation?.kind === Kind.OPERATION_DEFINITION ? namesIn(operation.selectionSet) : [];
  });
}

function namesIn({ selections }: SelectionSetNode): string[] {
  return selections.flatMap((one) => (one.kind === Kind.FIELD ? [one.name.value] : []));
}
