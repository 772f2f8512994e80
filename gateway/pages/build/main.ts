import "../../../shared/base/process/check-node";
import { buildPages } from "./build-pages";

/* Builds the pages when what they are made of has changed since; a part of `npm run build`. */
void buildPages();
