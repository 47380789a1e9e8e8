/** Files that the bundler takes in: language files as data (fluent.mjs), style sheets as text. */
declare module "*.ftl" {
  const messages: import("./core/texts.ts").Messages;
  export default messages;
}
declare module "*.css" {
  const source: string;
  export default source;
}
