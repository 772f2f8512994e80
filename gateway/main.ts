import "../shared/process/check-node";
import "./environment";
import { runGateway } from "./run-gateway";

void runGateway(process.env);
