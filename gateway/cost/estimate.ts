/** What an operation may cost at most. */
export interface Estimate {
  /** In objects fetched. */
  cost: number;
  /** What costs most with all below it that costs less, as it is shown: where to select less. */
  most: string;
}
