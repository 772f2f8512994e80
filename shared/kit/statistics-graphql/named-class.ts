import { Field } from "type-graphql";

/** An object type, an input or arguments as type-graphql knows them. */
export type TypeClass = new () => object;

export interface FieldDefinition {
  /** The type, an enumeration, a scalar or a class; a list of one for a list. */
  type: () => object;
  description: string;
  nullable?: boolean;
  defaultValue?: unknown;
  /** Decorators besides Field. */
  also?: PropertyDecorator[];
}

/** A class with fields that are known only when the program runs. `decorate` makes a type of it. */
export function namedClass(
  name: string,
  decorate: ClassDecorator,
  fields: Readonly<Record<string, FieldDefinition>>,
): TypeClass {
  const made = class {};
  Object.defineProperty(made, "name", { value: name });
  for (const [key, { type, also = [], ...options }] of Object.entries(fields)) {
    // Its properties are made when the program runs, so that no compiler holds them to their types.
    Field(type as () => unknown, options)(made.prototype as Record<string, unknown>, key);
    for (const decorator of also) decorator(made.prototype, key);
  }
  decorate(made);
  return made;
}
