/** What an element of the schema is called in a language, and what it is. */
export interface Label {
  name: string;
  description: string;
}

/**
 * Vietnamese labels of the schema by coordinate: `Rate`, `Rate.value`, `Query.node(id:)`, `SortDirection.ASC`. undefined for
 * an element that has none: it is called by its English name then.
 * See https://spec.graphql.org/draft/#sec-Schema-Coordinates
 */
export interface Labels {
  of(coordinate: string): Label | undefined;
  /** Groups of words and phrases of both languages that mean the same to somebody who searches. */
  synonyms?: readonly (readonly string[])[];
}

/** The same as it is committed and served. */
export interface LabelList {
  synonyms: readonly (readonly string[])[];
  /** Name and description by coordinate. */
  labels: Readonly<Record<string, NameAndDescription>>;
}

export type NameAndDescription = readonly [name: string, description: string];

/** Labels of a list, such as a browser gets it from /labels.vi.json. */
export function labelsOf({ labels, synonyms }: LabelList): Labels {
  return {
    synonyms,
    of(coordinate) {
      // A coordinate comes from elsewhere: `constructor` is none of the list's.
      const label = Object.hasOwn(labels, coordinate) ? labels[coordinate] : undefined;
      return label && { name: label[0], description: label[1] };
    },
  };
}
