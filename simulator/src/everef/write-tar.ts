interface Member {
  name: string;
  modifiedMs: number;
  text: Buffer;
}

const blockBytes = 512;

/** A tar archive of files, in pieces of one member each (ustar, POSIX.1-1988). */
export function* writeTar(members: Iterable<Member>): Generator<Buffer> {
  for (const member of members) {
    const { length } = member.text;
    const padding = (blockBytes - (length % blockBytes)) % blockBytes;
    yield Buffer.concat([headerOf(member), member.text, Buffer.alloc(padding)]);
  }
  yield Buffer.alloc(2 * blockBytes);
}

function headerOf({ name, modifiedMs, text }: Member): Buffer {
  const header = Buffer.alloc(blockBytes);
  const octal = (value: number, place: number, digits: number): void => {
    header.write(`${value.toString(8).padStart(digits, "0")}\0`, place);
  };
  header.write(name, 0, 100);
  octal(0o644, 100, 7);
  octal(0, 108, 7);
  octal(0, 116, 7);
  octal(text.length, 124, 11);
  octal(Math.floor(modifiedMs / 1_000), 136, 11);
  header.write("        ", 148);
  // A plain file; what kind of archive it is stands behind the name of a link, which it has none of.
  header.write("0", 156);
  header.write("ustar\0" + "00", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}
