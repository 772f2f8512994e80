import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  visit,
} from "graphql";
import { fieldsOfKeys } from "./keys";

/** Directives of https://specs.apollo.dev/nullability/v0.4 that schemas use, to be put into the schema's head. */
export const nullabilityLink = `
extend schema
  @link(url: "https://specs.apollo.dev/nullability/v0.4", import: ["@semanticNonNull"])
  @composeDirective(name: "@semanticNonNull")

directive @semanticNonNull(levels: [Int!]! = [0]) on FIELD_DEFINITION
`;

const mark: ConstDirectiveNode = {
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: "semanticNonNull" },
};

/**
 * A schema in which the loss of one sector is no other's. Of an entity that several sectors answer for only `id` and the
 * key are non-null: whatever else is declared so becomes nullable, and is marked as null only beside an error. Were it
 * non-null, its sector's silence would take away the entity, and with it what the others know of it.
 */
export function withNullability(document: DocumentNode, sharedTypes: ReadonlySet<string>): DocumentNode {
  return visit(document, {
    ObjectTypeDefinition: (type: ObjectTypeDefinitionNode) =>
      sharedTypes.has(type.name.value) ? loosened(type) : false,
  });
}

function loosened(type: ObjectTypeDefinitionNode): ObjectTypeDefinitionNode {
  const kept = new Set(["id", ...fieldsOfKeys(type)]);
  const fields = type.fields?.map((field) => (kept.has(field.name.value) ? field : nullable(field))) ?? [];
  return { ...type, fields };
}

function nullable(field: FieldDefinitionNode): FieldDefinitionNode {
  if (field.type.kind !== Kind.NON_NULL_TYPE) return field;
  const { directives = [] } = field;
  // The owner of an external field marks it.
  const isOwn = directives.every(({ name }) => name.value !== "external");
  return { ...field, type: field.type.type, directives: isOwn ? [...directives, mark] : directives };
}
