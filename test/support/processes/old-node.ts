import Module from "node:module";

/*
 * Loaded with --require: makes a process look like one of Node.js 20, on which no package can be loaded.
 */

Object.defineProperty(process.versions, "node", { value: "20.20.2" });

const load = Module.prototype.require;
Module.prototype.require = function (this: NodeJS.Module, id: string) {
  if (!id.startsWith(".") && !id.startsWith("node:")) throw new Error(`Loaded the package ${id}.`);
  return load.call(this, id);
};
