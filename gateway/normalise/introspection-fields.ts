/** Fields of the root that the schema itself answers; no plan has them. */
export const introspectionFields: ReadonlySet<string> = new Set(["__schema", "__type"]);
