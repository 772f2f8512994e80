import type { Display, DisplayOutput } from "./display";

interface Row {
  state: string;
  step?: string;
  /** From 0 to 1. */
  share?: number;
}

const frameMs = 100;
const barWidth = 24;
const spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const colors = { dim: 2, green: 32, cyan: 36 } as const;

/**
 * A block at the foot of the terminal that is drawn anew in place: what is being done, and a row for each
 * process. Lines that stay are written above it.
 */
export class LiveDisplay implements Display {
  private readonly rows = new Map<string, Row>();
  private text = "";
  private drawnLines = 0;
  private frame = 0;
  private readonly startedAt = Date.now();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly output: DisplayOutput,
    private readonly colored: boolean,
  ) {}

  say(line: string): void {
    const erased = this.erase();
    this.output.write(`${erased}${line}\n`);
    if (this.timer !== undefined) this.draw();
  }

  step(text: string): void {
    this.text = text;
    this.timer ??= setInterval(() => this.draw(), frameMs).unref();
    this.draw();
  }

  state(name: string, state: "starting" | "up" | "stopped"): void {
    this.rows.set(name, { state });
  }

  progress(name: string, step: string, done: number, total: number): void {
    this.rows.set(name, { state: "working", step, share: total > 0 ? Math.min(done / total, 1) : 0 });
  }

  close(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.output.write(this.erase());
  }

  private draw(): void {
    this.frame += 1;
    const seconds = ((Date.now() - this.startedAt) / 1000).toFixed(1);
    const width = Math.max(...[...this.rows.keys()].map((name) => name.length), 0);
    const lines = [
      this.line(`${spinner[this.frame % spinner.length]} ${this.text}  ${seconds} s`, "cyan"),
      ...[...this.rows].map(([name, row]) => this.row(name.padEnd(width), row)),
    ];
    this.output.write(`${this.erase()}${lines.join("\n")}\n`);
    this.drawnLines = lines.length;
  }

  private row(name: string, { state, step, share }: Row): string {
    if (share === undefined) return this.line(`  ${name}  ${state}`, state === "up" ? "green" : "dim");
    const filled = Math.round(share * barWidth);
    const bar = "█".repeat(filled) + "░".repeat(barWidth - filled);
    return this.line(`  ${name}  ${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${step}`);
  }

  /** Cut to the terminal's width, as a line that wraps is two to go up over. */
  private line(text: string, color?: keyof typeof colors): string {
    const line = text.slice(0, (this.output.columns || 80) - 1);
    return this.colored && color ? `\u001b[${colors[color]}m${line}\u001b[0m` : line;
  }

  /** Up to the first line of the block, and everything below cleared. */
  private erase(): string {
    const lines = this.drawnLines;
    this.drawnLines = 0;
    return lines === 0 ? "" : `\u001b[${lines}A\r\u001b[J`;
  }
}
