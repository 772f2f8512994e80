import "../../shared/base/process/check-node";
import { runSubgraph } from "../../shared/kit/subgraph/run-subgraph";
import { infrastructure } from "./subgraph";

void runSubgraph(infrastructure);
