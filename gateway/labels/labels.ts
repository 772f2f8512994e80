/** What an element of the schema is called in a language, and what it is. */
export interface Label {
  name: string;
  description: string;
}

/**
 * Vietnamese labels of the schema by coordinate: `Task`, `Task.dueDate`, `Query.tasks(filter:)`, `TaskStatus.OVERDUE`.
 * undefined for an element that has none: it is called by its English name then.
 * See https://spec.graphql.org/draft/#sec-Schema-Coordinates
 */
export interface Labels {
  of(coordinate: string): Label | undefined;
}

/** The same as it is committed and served: name and description by coordinate. */
export type LabelList = Readonly<Record<string, readonly [name: string, description: string]>>;

/** Labels of a list, such as a browser gets it from /labels.vi.json. */
export function labelsOf(list: LabelList): Labels {
  return {
    of(coordinate) {
      // A coordinate comes from elsewhere: `constructor` is none of the list's.
      const label = Object.hasOwn(list, coordinate) ? list[coordinate] : undefined;
      return label && { name: label[0], description: label[1] };
    },
  };
}
