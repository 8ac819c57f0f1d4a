import { crc32 } from "node:zlib";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { RejectedError } from "../../kernel/index.ts";

/** A zip archive that lies in a file. Its members are read from where its directory says they are, piece by piece. */
export interface ZipArchive {
  /** Name and unpacked size of each member. */
  readonly members: ReadonlyMap<string, { readonly bytes: number }>;
  /** The content of a member; RejectedError ARCHIVE_DAMAGED where it is broken, what came before is right. */
  read(name: string): AsyncGenerator<Uint8Array>;
  close(): void;
}

/** RejectedError ARCHIVE_DAMAGED when it is no zip archive, or one that is cut off. */
export async function openZip(path: string): Promise<ZipArchive> {
  const zip = await openFile(path);
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry())
      entries.set(entry.fileName, entry);
  } catch (error) {
    zip.close();
    throw damaged(path, error);
  }
  return {
    members: new Map(
      [...entries].map(([name, { uncompressedSize }]) => [
        name,
        { bytes: uncompressedSize },
      ]),
    ),
    async *read(name) {
      const entry = entries.get(name);
      if (entry === undefined) throw new Error(`${path} has no ${name}`);
      try {
        const stream = await zip.openReadStreamPromise(entry);
        let checksum = 0;
        // Ends the stream also when nobody wants the rest.
        for await (const chunk of stream as AsyncIterable<Uint8Array>) {
          checksum = crc32(chunk, checksum);
          yield chunk;
        }
        // The library looks at the length only.
        if (checksum !== entry.crc32)
          throw new Error(`${name} has another checksum than it should have`);
      } catch (error) {
        throw damaged(path, error);
      }
    },
    close: () => zip.close(),
  };
}

async function openFile(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { autoClose: false });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT")
      throw new RejectedError("NO_FILE", `There is no file ${path}.`, {
        cause: error,
      });
    throw code === undefined ? damaged(path, error) : error;
  }
}

function damaged(path: string, error: unknown): RejectedError {
  const reason = error instanceof Error ? error.message : String(error);
  return new RejectedError("ARCHIVE_DAMAGED", `${path} is damaged: ${reason}`, {
    cause: error,
  });
}
