import { readFileSync } from "node:fs";
import { lazily } from "../../shared/base/function/lazily";
import { fromRoot } from "../../shared/base/project/project-root";

const read = (name: string) => readFileSync(fromRoot("subgraphs", "common", "assistants", name), "utf8");

/** What every assistant is told when it connects, and what the graph is called: the first heading. */
export const readInstructions = lazily(() => {
  const text = read("instructions.md");
  return { title: /^# (.+)$/m.exec(text)?.[1] ?? "", text };
});

const question = "{question}";
const askText = lazily(() => read("ask-the-graph.md").trim());

/** A prompt that people choose in their client. */
export const askPrompt = {
  name: "ask_the_graph",
  title: "Answer a question from the graph",
  description:
    "Has the assistant answer a question with figures, each with its day, unit, origin and source.",
  /** A question may hold what a replacement would take for a pattern. */
  textOf: (asked: string) => askText().replace(question, () => asked),
};
