import { readConsoleLine } from "../../runner/supervisor/console-line";
import { createDisplay } from "./create-display";

function record(isTTY: boolean, environment = {}) {
  const written: string[] = [];
  const output = { isTTY, columns: 60, write: (text: string) => written.push(text) };
  return { written, display: createDisplay(output, environment) };
}

describe("the display", () => {
  it("shows progress in tenths where there is no terminal", () => {
    const { written, display } = record(false);
    display.step("Starting");
    for (let done = 0; done <= 1000; done++) display.progress("tasks", "seeding", done, 1000);
    display.state("tasks", "up");
    display.close();
    expect(written.join("")).toBe(
      [
        "Starting",
        ...[0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100].map((percent) => `tasks: seeding ${percent} %`),
        "tasks: up\n",
      ].join("\n"),
    );
  });

  it("draws bars in place on a terminal, below the lines that stay", () => {
    const { written, display } = record(true, { NO_COLOR: "1" });
    display.state("gateway", "starting");
    display.progress("tasks", "seeding", 3, 4);
    display.step("Starting");
    display.say("A line that stays");
    display.close();
    expect(
      written.map((text) => text.replace(/^(.*?)[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/, "$1*").replace(/\d\.\d s/, "0.0 s")),
    ).toEqual([
      `* Starting  0.0 s\n  gateway  starting\n  tasks    ${"█".repeat(18)}${"░".repeat(6)}  75 %  seeding\n`,
      "\u001b[3A\r\u001b[JA line that stays\n",
      `* Starting  0.0 s\n  gateway  starting\n  tasks    ${"█".repeat(18)}${"░".repeat(6)}  75 %  seeding\n`,
      "\u001b[3A\r\u001b[J",
    ]);
  });

  it("takes the urgent out of a child's log", () => {
    const shown = [
      '{"level":"info","msg":"listening"}',
      '{"level":"warn","msg":"slow"}',
      '{"level":"error","msg":"request failed","err":{"message":"no route"}}',
      '{"level":"fatal","msg":"no route","err":{"message":"no route"}}',
      "not meant to be written",
      "",
    ].map(readConsoleLine);
    expect(shown).toEqual([
      undefined,
      "warn: slow",
      "error: request failed: no route",
      "fatal: no route",
      "not meant to be written",
      undefined,
    ]);
  });
});
