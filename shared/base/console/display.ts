/** Where a display writes: a terminal, a pipe or a file. */
export interface DisplayOutput {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

/** Shows how a start goes. */
export interface Display {
  /** A line that stays. */
  say(line: string): void;
  /** What is being done now, as a whole. */
  step(text: string): void;
  /** What one process is doing, e.g. `starting`. */
  state(name: string, state: "starting" | "up" | "stopped"): void;
  /** How far one process has come with one of its steps. */
  progress(name: string, step: string, done: number, total: number): void;
  /** Ends what moves; `say` goes on working. */
  close(): void;
}
