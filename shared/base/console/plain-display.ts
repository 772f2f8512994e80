import type { Display, DisplayOutput } from "./display";

/** Lines only, progress in steps of 10 %. */
export class PlainDisplay implements Display {
  /** Last shown tenth of each process's step. */
  private readonly shown = new Map<string, string>();

  constructor(private readonly output: DisplayOutput) {}

  say(line: string): void {
    this.output.write(`${line}\n`);
  }

  step(text: string): void {
    this.say(text);
  }

  state(name: string, state: "starting" | "up" | "stopped"): void {
    if (state === "up") this.say(`${name}: up`);
  }

  progress(name: string, step: string, done: number, total: number): void {
    const percent = total > 0 ? Math.floor((done / total) * 10) * 10 : 0;
    const now = `${step} ${percent} %`;
    if (this.shown.get(name) === now) return;
    this.shown.set(name, now);
    this.say(`${name}: ${now}`);
  }

  close(): void {
    // Nothing moves.
  }
}
