import type { GraphQLSchema } from "graphql";
import type { Label, Labels } from "../labels/labels";
import type { ElementKind } from "../labels/schema-elements";
import { foldQuery, longestQuery } from "./fold-words";
import { readQuery } from "./read-query";
import { type SchemaDocument, schemaDocuments } from "./schema-documents";
import { createScoring } from "./score-documents";
import { createSynonyms } from "./synonyms";
import { findWays } from "./ways-to-elements";
import { indexWords } from "./word-index";

/** An element that a search has found. */
export interface SchemaMatch {
  /** By https://spec.graphql.org/draft/#sec-Schema-Coordinates */
  coordinate: string;
  kind: ElementKind;
  /** English name, without what it stands in. */
  name: string;
  /** English description in one line. */
  description: string;
  /** In Vietnamese; absent where it has no label. */
  vi?: Label;
  /**
   * The shortest selection that holds it: `viewer { role }`. Variables stand for arguments that must be given, and
   * `…` for the rest of an input. Absent for what no query comes to.
   */
  way?: string;
  /** The higher the better; comparable within one search only. */
  score: number;
}

export interface SearchOptions {
  /** Most matches that are returned. */
  limit: number;
  /** Only elements of these kinds; all by default. */
  kinds?: readonly ElementKind[];
}

export interface SchemaSearch {
  /**
   * Elements by their names and descriptions in English and Vietnamese, the best first: with or without accents, with the
   * beginnings of words, other words for the same and slips of the keyboard. Empty for a text without a word.
   */
  search(text: string, options: SearchOptions): SchemaMatch[];
}

/** Search over a schema. Runs in a browser as well as on the server: nothing of Node.js is needed. */
export function createSchemaSearch(schema: GraphQLSchema, labels: Labels): SchemaSearch {
  const documents = schemaDocuments(schema, labels);
  const index = indexWords(documents.map(({ texts }) => texts));
  const score = createScoring(documents, index);
  const synonymsIn = createSynonyms(labels.synonyms ?? []);
  const ways = findWays(schema);
  return {
    search(text, { limit, kinds }) {
      const words = foldQuery(text);
      if (words.length === 0) return [];
      const accents = accentBonus(text);
      const scores = score(readQuery(words, index, synonymsIn), words);
      const found = documents.flatMap((document, at) => {
        const { score: sum = 0, over } = scores.get(at) ?? {};
        if (sum === 0 || (kinds && !kinds.includes(document.element.kind))) return [];
        return [{ document, over, score: sum * accents(labels.of(document.element.coordinate)) }];
      });
      return found
        .sort((one, other) => other.score - one.score || byLength(one.document, other.document))
        .slice(0, Math.max(0, limit))
        .map(({ document, over, score: sum }) => {
          const { coordinate, kind, name, description } = document.element;
          const [vi, way] = [labels.of(coordinate), ways.wayTo(coordinate, over)];
          return { coordinate, kind, name, description, ...(vi && { vi }), ...(way && { way }), score: sum };
        });
    },
  };
}

/** Of names that differ by their accents alone the one that was typed with its own comes first. */
function accentBonus(text: string): (label: Label | undefined) => number {
  const typed = text.slice(0, longestQuery).normalize("NFC").trim().toLowerCase();
  if (!/[^\x20-\x7E]/.test(typed)) return () => 1;
  return (label) => (label?.name.toLowerCase().includes(typed) ? 1.1 : 1);
}

function byLength({ element: one }: SchemaDocument, { element: other }: SchemaDocument): number {
  return one.coordinate.length - other.coordinate.length || (one.coordinate < other.coordinate ? -1 : 1);
}
