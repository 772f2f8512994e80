import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { transformSync } from "@babel/core";

/*
 * What a bundler does with Relay's tags: babel-plugin-relay puts the compiled artifacts in their place. Node.js then
 * takes the types out, as of any other file.
 */
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier.endsWith(".graphql") ? `${specifier}.ts` : specifier, context),
  load: (url, context, next) => {
    if (!/\/relay\/(?:widgets|live)\.ts$/.test(url)) return next(url, context);
    const { source } = next(url, { ...context, format: "module-typescript" });
    const { code } =
      transformSync(String(source), {
        filename: fileURLToPath(url),
        configFile: false,
        plugins: [["babel-plugin-relay", { eagerEsModules: true }]],
        parserOpts: { plugins: ["typescript"] },
      }) ?? {};
    return { format: "module-typescript", source: code ?? "", shortCircuit: true };
  },
});
