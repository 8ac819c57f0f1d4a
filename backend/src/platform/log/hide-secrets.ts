const hidden = "[hidden]";

// Compared without case, underscores and dashes, so access_token, accessToken and Access-Token are one.
const secretNames =
  /token|secret|password|passphrase|authorization$|cookie|verifier|email|apikey|^code$|^state$|^flow$|encryptionkey/;

// Names that sound like a secret and tell none.
const harmlessNames =
  /^(tokens?(spent|left|limit|cost|count)?|tokentype|hastoken)$/;

/** A copy in which the values of secret-looking names, and secret-looking pieces of any text, are hidden. Errors become plain objects. */
export function hideSecrets(fields: object): object {
  return copy(fields, new Set()) as object;
}

/** Hides JSON Web Tokens, passwords in addresses, secret query parameters and e-mail addresses. */
export function hideSecretsInText(text: string): string {
  return text
    .replace(/eyJ[\w-]{8,}(\.[\w-]+){0,4}/g, hidden)
    .replace(/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${hidden}`)
    .replace(/:\/\/[^\s/@]+@/g, `://${hidden}@`)
    .replace(
      /\b(code|state|access_token|refresh_token|token|client_secret|code_verifier|flow)=[^&\s"']+/gi,
      `$1=${hidden}`,
    )
    .replace(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, hidden);
}

function copy(value: unknown, above: ReadonlySet<object>): unknown {
  if (typeof value === "string") return hideSecretsInText(value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return value;
  if (value instanceof URL) return hideSecretsInText(value.href);
  if (value instanceof Uint8Array) return `${value.byteLength} bytes`;
  if (above.has(value)) return "[above]";
  const path = new Set(above).add(value);
  if (Array.isArray(value)) return value.map((item) => copy(item, path));
  const source = value instanceof Error ? describe(value) : value;
  return Object.fromEntries(
    Object.entries(source).map(([name, item]) => [
      name,
      isSecret(name, item) ? hidden : copy(item, path),
    ]),
  );
}

function isSecret(name: string, value: unknown): boolean {
  if (value === null || value === undefined || typeof value === "boolean") {
    return false;
  }
  const plain = name.toLowerCase().replaceAll(/[_-]/g, "");
  if (harmlessNames.test(plain)) return typeof value !== "number";
  // Error codes and states of things are words; what SSO sends under these names is not.
  if (plain === "code" || plain === "state") {
    return (
      typeof value === "string" &&
      !/^([A-Z][A-Z0-9_]{1,40}|[0-9A-Z]{5}|[a-z]{1,16})$/.test(value)
    );
  }
  return secretNames.test(plain);
}

function describe(error: Error): object {
  const { name, message, stack, cause, ...rest } = error;
  // A stack starts with name and message.
  return {
    ...rest,
    error: stack ?? `${name}: ${message}`,
    ...(cause !== undefined && { cause }),
  };
}
