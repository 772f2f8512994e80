/** Vite takes style sheets that a script imports; they export nothing. */
declare module "*.css";
