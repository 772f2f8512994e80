import "../../shared/process/check-node";
import { runSubgraph } from "../../shared/subgraph/run-subgraph";
import { infrastructure } from "./subgraph";

void runSubgraph(infrastructure);
