import "../shared/base/process/check-node";
import "./config/environment";
import { runGateway } from "./run-gateway";

void runGateway(process.env);
