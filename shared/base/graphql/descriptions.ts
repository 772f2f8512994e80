/*
 * Descriptions of what every subgraph has, and the gateway's own: composition wants them the same.
 */

export const queryDescription =
  "What can be read. A field is null, beside an error, when its sector does not answer: the others' data stands.";

export const mutationDescription =
  "What can be changed, each in one transaction. Problems of the input are in `userErrors`, and then nothing was changed.";

export const nodeDescription = "What has an id of its own in the whole graph.";

export const idDescription =
  "Its id in the whole graph, for `node`: the type and the key, e.g. Organization:SKHCN. To be compared and sent back, not taken apart.";
