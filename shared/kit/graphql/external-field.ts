import { Directive, Field } from "type-graphql";

/**
 * A field that another subgraph owns, and which the gateway brings along with a reference for whatever
 * `@requires` it. Only what is required is there: of an entity perhaps no more than its key, so the property is checked
 * to no type, and must not be handed on.
 */
export function ExternalField(
  type: () => object,
  options: { nullable?: boolean; description: string },
): PropertyDecorator {
  return (target, key) => {
    Directive("@external")(target, key);
    (Field(type, options) as PropertyDecorator)(target, key);
  };
}
