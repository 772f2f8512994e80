/** Gives pages of tables their turns, so that other requests are answered as they would be without. */
export interface TablePace {
  /** Resolves when a page may be asked for; gives what is called when it has come. */
  turn(): Promise<() => void>;
}

/** All at once. */
export const unpaced: TablePace = { turn: async () => () => undefined };
