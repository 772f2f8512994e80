/** A whole answer of a live query, shared by all who hold it. */
export interface LiveAnswer {
  /** The GraphQL result `{"data":…,"errors":…,"extensions":…}` as JSON. */
  readonly json: string;
  /** Grows with each answer of this query. */
  readonly sequence: number;
}
