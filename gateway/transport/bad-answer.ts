/** The answer is not one of GraphQL, or longer than what is read of any; the message is for the log. */
export class BadAnswer extends Error {
  override name = "BadAnswer";
}
