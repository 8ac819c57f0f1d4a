export { bzip2Library, findDecoder, openBzip2 } from "./open-bzip2.ts";
export { readTar, type TarFile } from "./read-tar.ts";
export { openZip, type ZipArchive } from "./open-zip.ts";
