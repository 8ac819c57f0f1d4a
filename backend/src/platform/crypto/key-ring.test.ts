import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { generateEncryptionKey } from "./generate-encryption-key.ts";
import { createKeyRing } from "./key-ring.ts";
import { parseEncryptionKeys } from "./parse-encryption-keys.ts";

const place = "linked_characters.refresh_token:95877094";
const older = { id: "2025", key: randomBytes(32) };
const newer = { id: "2026", key: randomBytes(32) };

describe("the key ring", () => {
  it("gives back what it encrypted, never the same envelope twice", () => {
    const ring = createKeyRing([newer]);
    const first = ring.encrypt("a secret ✓", place);
    const second = ring.encrypt("a secret ✓", place);
    expect(first).not.toBe(second);
    expect(first).not.toContain("secret");
    expect(ring.decrypt(first, place)).toBe("a secret ✓");
    expect(ring.decrypt(second, place)).toBe("a secret ✓");
    expect(ring.decrypt(ring.encrypt("", place), place)).toBe("");
  });

  it("does not open an envelope that was moved to another place", () => {
    const ring = createKeyRing([newer]);
    const envelope = ring.encrypt("a secret", place);
    expect(() =>
      ring.decrypt(envelope, "linked_characters.refresh_token:95877095"),
    ).toThrow();
  });

  it("does not open an envelope of which any part was altered", () => {
    const ring = createKeyRing([newer, older]);
    const envelope = ring.encrypt("a secret", place);
    const [version, keyId, iv, sealed] = envelope.split(".") as [
      string,
      string,
      string,
      string,
    ];
    const flipped = (text: string): string =>
      (text.startsWith("A") ? "B" : "A") + text.slice(1);
    for (const altered of [
      `v2.${keyId}.${iv}.${sealed}`,
      `${version}.2025.${iv}.${sealed}`,
      `${version}.${keyId}.${flipped(iv)}.${sealed}`,
      `${version}.${keyId}.${iv}.${flipped(sealed)}`,
      `${version}.${keyId}.${iv}.${sealed.slice(0, -8)}`,
      `${version}.${keyId}.${iv}.AAAA`,
      `${version}.${keyId}.${iv}`,
      `${envelope}.x`,
      "",
    ])
      expect(() => ring.decrypt(altered, place), altered).toThrow();
  });

  it("encrypts with the first key and decrypts with all of them", () => {
    const before = createKeyRing([older]);
    const envelope = before.encrypt("a secret", place);
    const during = createKeyRing([newer, older]);
    expect(during.needsRotation(envelope)).toBe(true);
    expect(during.decrypt(envelope, place)).toBe("a secret");
    const rewritten = during.encrypt("a secret", place);
    expect(during.needsRotation(rewritten)).toBe(false);
    const after = createKeyRing([newer]);
    expect(after.decrypt(rewritten, place)).toBe("a secret");
    expect(() => after.decrypt(envelope, place)).toThrow(
      'needs encryption key "2025"',
    );
  });

  it("refuses keys it can not work with", () => {
    expect(() => createKeyRing([])).toThrow("at least one");
    expect(() =>
      createKeyRing([{ id: "short", key: randomBytes(16) }]),
    ).toThrow("32 bytes");
    expect(() => createKeyRing([{ id: "a.b", key: randomBytes(32) }])).toThrow(
      "letters",
    );
    expect(() => createKeyRing([newer, newer])).toThrow("same id");
  });
});

describe("ENCRYPTION_KEYS", () => {
  it("is read in order", () => {
    const text = `${generateEncryptionKey()}, old:${randomBytes(32).toString("base64url")}`;
    const keys = parseEncryptionKeys(text);
    expect(keys.map((key) => key.id)[1]).toBe("old");
    expect(
      createKeyRing(keys).needsRotation(
        "v1.old.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA",
      ),
    ).toBe(true);
  });

  it("is refused with a sentence that does not repeat the key", () => {
    for (const text of ["", "abc", "id:tooshort", ":x", "id:!!!"])
      expect(() => parseEncryptionKeys(text), text).toThrow("ENCRYPTION_KEYS");
    expect(() => parseEncryptionKeys("id:c2VjcmV0")).toThrow(
      /^(?!.*c2VjcmV0).*$/,
    );
  });
});
