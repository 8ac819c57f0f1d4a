import { Readable } from "node:stream";
import { extract } from "tar-stream";
import { RejectedError } from "../../kernel/index.ts";

export interface TarFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The files of a tar archive, one after the other. Of one larger than `largest` bytes `onTooLarge` is told, and it is passed over. RejectedError ARCHIVE_DAMAGED where the archive is broken. */
export async function* readTar(
  chunks: AsyncIterable<Uint8Array>,
  limits: { largest: number; onTooLarge: (name: string, size: number) => void },
): AsyncGenerator<TarFile> {
  const archive = extract();
  const source = Readable.from(chunks);
  // What breaks below breaks the reading here, as it is.
  const failures: Error[] = [];
  source.on("error", (error) => {
    failures.push(error);
    archive.destroy(error);
  });
  source.pipe(archive);
  try {
    for await (const entry of archive) {
      const { name, type, size = 0 } = entry.header;
      if (type !== "file") entry.resume();
      else if (size > limits.largest) {
        limits.onTooLarge(name, size);
        entry.resume();
      } else yield { name, bytes: await contentOf(entry) };
    }
  } catch (error) {
    throw failures[0] ?? damaged(error);
  } finally {
    source.destroy();
    archive.destroy();
  }
}

async function contentOf(entry: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of entry) parts.push(part);
  return Buffer.concat(parts);
}

function damaged(error: unknown): RejectedError {
  const reason = error instanceof Error ? error.message : String(error);
  return new RejectedError(
    "ARCHIVE_DAMAGED",
    `The archive is damaged: ${reason}`,
    { cause: error },
  );
}
