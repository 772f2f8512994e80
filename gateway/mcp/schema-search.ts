import type { Label } from "../labels/labels";

/** An element of the schema that a text finds. */
export interface SchemaMatch {
  coordinate: string;
  kind: string;
  name: string;
  description: string;
  vi?: Label | undefined;
  score: number;
}

export interface SchemaSearch {
  search(text: string, options?: { limit?: number }): SchemaMatch[];
}
