/** There was no answer in time. */
export class DeadlinePassed extends Error {
  override name = "DeadlinePassed";
}
