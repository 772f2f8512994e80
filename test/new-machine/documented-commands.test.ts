import { elsewhere, inTheClone } from "./commands";
import { documentedCommands } from "./documented-commands";

it("tries every documented command somewhere, and lists none that is not documented", () => {
  const listed = [...inTheClone, ...Object.keys(elsewhere)];
  const documented = documentedCommands().filter((command) => !/^npm run bench -- [a-z-]+$/.test(command));
  expect(documented).toEqual(listed.toSorted());
});
