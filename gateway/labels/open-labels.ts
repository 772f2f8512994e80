import type { GraphQLSchema } from "graphql";
import type { Logger } from "../../shared/base/log/logger";
import { type LabelList, type Labels, labelsOf } from "./labels";
import { readLabelList } from "./read-labels";
import { schemaElements } from "./schema-elements";

/** The labels of a graph, as they are served and as the gateway asks for them. */
export interface GraphLabels extends Labels {
  list: LabelList;
}

interface GraphWithSchema {
  schema: GraphQLSchema;
}

/**
 * The labels of each graph that is served, of what it has. The file is read when a graph is first asked for, so that a
 * supergraph that is replaced while the gateway runs brings its own: `npm run compose` writes them before it. What has
 * none is called by its English name: nothing fails for want of a label, nor for a file that is none, which is logged.
 */
export function openLabels(file: string, log: Logger): (graph: GraphWithSchema) => GraphLabels {
  const opened = new WeakMap<GraphWithSchema, GraphLabels>();
  return (graph) => {
    let labels = opened.get(graph);
    if (!labels) {
      const list = ofSchema(readOrNone(file, log), graph.schema);
      labels = { ...labelsOf(list), list };
      opened.set(graph, labels);
    }
    return labels;
  };
}

function readOrNone(file: string, log: Logger): LabelList {
  try {
    return readLabelList(file);
  } catch (error) {
    log.warn(
      { err: error, file },
      "the labels of the schema cannot be read; its English names are shown instead",
    );
    return { synonyms: [], labels: {} };
  }
}

function ofSchema({ synonyms, labels }: LabelList, schema: GraphQLSchema): LabelList {
  const known = new Set(schemaElements(schema).map(({ coordinate }) => coordinate));
  const ofKnown = Object.entries(labels).filter(([coordinate]) => known.has(coordinate));
  return { synonyms, labels: Object.fromEntries(ofKnown) };
}
