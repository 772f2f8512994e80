import { Kind, parse } from "graphql";

/** Names of a document's operations; none while it is not GraphQL. */
export function operationNames(query: string): string[] {
  try {
    return parse(query, { noLocation: true }).definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION && definition.name ? [definition.name.value] : [],
    );
  } catch {
    // Being typed: the editor tells where it is wrong.
    return [];
  }
}
