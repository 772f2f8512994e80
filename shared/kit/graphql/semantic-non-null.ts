import { Directive } from "type-graphql";

/**
 * A nullable field that is null only beside an error, as the client's schema says of it: `@semanticNonNull` of
 * https://specs.apollo.dev/nullability/v0.4
 */
export function SemanticNonNull(): PropertyDecorator & MethodDecorator {
  return Directive("@semanticNonNull");
}
