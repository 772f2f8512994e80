import { keyFromGlobalId } from "./global-key";

it("is what stands behind the type", () => {
  expect(keyFromGlobalId("Task", "Task:184467", ["id"])).toBe("184467");
  expect(keyFromGlobalId("SourceDocument", "SourceDocument:12%2FQ%C4%90", ["id"])).toBe("12/QĐ");
});

it.each([
  ["184467", 'the number "184467" alone (did you mean "Task:184467"?)'],
  ["Organization:SKHCN", '"Organization:SKHCN", which is of the type Organization'],
  ["Task", '"Task", which is no id'],
  ["task:1", '"task:1", which is of the type task'],
  ["Task:%31", '"Task:%31", which is no id'],
  ["", '"", which is no id'],
  [`Task:${"%".repeat(1_000)}`, `"Task:${"%".repeat(55)}…", which is no id`],
])("is not found in %j, and the error says why", (id, came) => {
  const message = `input.task: expected the id of a Task, e.g. Task:184467; got ${came}.`;
  expect(() => keyFromGlobalId("Task", id, ["input", "task"])).toThrow(
    expect.objectContaining({
      message,
      extensions: { code: "BAD_USER_INPUT", argument: ["input", "task"] },
    }),
  );
});
