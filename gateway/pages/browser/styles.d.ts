/** Vite takes style sheets that a script imports; they export nothing. */
declare module "*.css";
/** Its address, where the gateway serves it. */
declare module "*.svg" {
  const address: string;
  // biome-ignore lint/style/noDefaultExport: it is what Vite makes of a file.
  export default address;
}
