import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { say } from "./say.ts";

/** Whether this machine has the program; says so when it has not. Where CI is set, it has to. */
export function isProgramHere(name: string): boolean {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  if (folders.some((folder) => existsSync(join(folder, name)))) return true;
  const sentence = `${name} is not installed here: what needs it is skipped`;
  if (process.env["CI"]) throw new Error(sentence);
  say(sentence);
  return false;
}
