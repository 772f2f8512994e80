import type { ApolloServerPlugin } from "@apollo/server";
import type { DocumentNode } from "graphql";
import { literalProblems, variablesProblem } from "../../http/input/input-limits";
import type { SubgraphContext } from "../context/context";

/** Documents without a problem: Apollo Server caches those that are requested again. */
const checked = new WeakSet<DocumentNode>();

/** Refuses values that are too deep or too large before anything walks them. */
export const checkInput: ApolloServerPlugin<SubgraphContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ request, document, schema }) {
        const [problem] = checked.has(document) ? [] : literalProblems(schema, document);
        const refused = problem ?? variablesProblem(request.variables ?? {});
        if (refused) throw refused;
        checked.add(document);
      },
    };
  },
};
