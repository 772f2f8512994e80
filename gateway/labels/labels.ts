/** What an element of the schema is called in a language, and what it is. */
export interface Label {
  name: string;
  description: string;
}

/**
 * Vietnamese labels of the schema by coordinate: `Task`, `Task.dueDate`, `Query.tasks(filter:)`, `TaskStatus.OVERDUE`.
 * See https://spec.graphql.org/draft/#sec-Schema-Coordinates
 */
export interface Labels {
  of(coordinate: string): Label | undefined;
}
