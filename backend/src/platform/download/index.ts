export { download, type DownloadDeps, type KeptFile } from "./download.ts";
export { readSmallFile } from "./read-small-file.ts";
