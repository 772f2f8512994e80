import { owningReference, type Reference } from "../../../shared/kit/subgraph/define-subgraph";
import { observationById } from "../observation/observation.loaders";

const byId = owningReference("id", observationById);

/** References to an observation: its row, with what the gateway brings along of the sectors' figures. */
export const observationReference: Reference = {
  ...byId,
  async resolve(reference, context) {
    const observation = await byId.resolve(reference, context);
    return observation && { ...reference, ...observation };
  },
};
