import type { GraphQLSchema } from "graphql";
import { useDeferredValue, useMemo } from "react";
import type { Labels } from "../../../../labels/labels";
import { createSchemaSearch, type SchemaMatch } from "../../../../schema-search/schema-search";

/** What of the schema a text may mean, by names, descriptions and Vietnamese labels, with accents or without. */
export function useSchemaSearch(schema: GraphQLSchema, labels: Labels, text: string): readonly SchemaMatch[] {
  const search = useMemo(() => createSchemaSearch(schema, labels), [schema, labels]);
  // Typing goes on while the list is made.
  const sought = useDeferredValue(text.trim());
  return useMemo(() => (sought === "" ? [] : search.search(sought, { limit: 40 })), [search, sought]);
}
