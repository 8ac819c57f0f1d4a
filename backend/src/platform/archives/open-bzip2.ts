import { type ChildProcess, spawn } from "node:child_process";
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import unbzip2 from "unbzip2-stream";
import { RejectedError } from "../../kernel/index.ts";

/** Who can decode bzip2, quickest first: the first two use several cores. */
const programs = ["lbzip2", "pbzip2", "bzip2"];

/** The library of the last resort takes five times as long. */
export const bzip2Library = "library";

/**
 * The content of a .bz2 file, piece by piece, decoded by a program of the system where there is one and by a library
 * otherwise. RejectedError ARCHIVE_DAMAGED at the place where the file is broken: what came before is right.
 */
export async function* openBzip2(
  path: string,
  decoders: readonly string[] = programs,
): AsyncGenerator<Uint8Array> {
  const program = await findDecoder(decoders);
  yield* program === bzip2Library
    ? decodeByLibrary(path)
    : decodeByProgram(program, path);
}

/** Which of the programs is there; `bzip2Library` when none is. */
export async function findDecoder(
  decoders: readonly string[] = programs,
): Promise<string> {
  for (const program of decoders) if (await isHere(program)) return program;
  return bzip2Library;
}

async function* decodeByProgram(
  program: string,
  path: string,
): AsyncGenerator<Uint8Array> {
  const child = spawn(program, ["-dc", "--", path], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => {
    if (complaint.length < 1_000) complaint += chunk.toString();
  });
  const ended = exitOf(child);
  try {
    for await (const chunk of child.stdout) yield chunk as Uint8Array;
    const code = await ended;
    if (code !== 0)
      throw damaged(
        path,
        firstLine(complaint) || `${program} ended with ${code ?? "a signal"}`,
      );
  } finally {
    // Also when nobody wants the rest.
    child.kill("SIGKILL");
    await ended;
  }
}

async function* decodeByLibrary(path: string): AsyncGenerator<Uint8Array> {
  const source = createReadStream(path);
  const decoder = unbzip2();
  source.on("error", (error) => decoder.emit("error", error));
  // It is a stream of the old kind, which can not be read by `for await` itself.
  const content = new Readable().wrap(source.pipe(decoder));
  try {
    yield* content as AsyncIterable<Uint8Array>;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === undefined ? damaged(path, message) : error;
  } finally {
    source.destroy();
  }
}

function damaged(path: string, reason: string): RejectedError {
  return new RejectedError("ARCHIVE_DAMAGED", `${path} is damaged: ${reason}`);
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0]?.trim() ?? "";
}

function isHere(program: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, ["--help"], { stdio: "ignore" });
    child.once("error", () => resolve(false));
    child.once("spawn", () => {
      child.kill();
      resolve(true);
    });
  });
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
}
