import { randomUUID } from "node:crypto";
import type { CryptoKey, JWK } from "jose";
import { exportJWK, generateKeyPair, importJWK } from "jose";
import type { SsoStateFile } from "./sso-state.ts";

export type SigningAlgorithm = "RS256" | "ES256";

interface SigningKey {
  algorithm: SigningAlgorithm;
  keyId: string;
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  publicJwk: JWK;
}

export interface SigningKeys {
  byAlgorithm(algorithm: SigningAlgorithm): SigningKey;
  byKeyId(keyId: string | undefined): SigningKey | undefined;
  jwks(): { keys: JWK[] };
}

/** One RSA and one EC key, as EVE's JWKS has them; made at the first start. */
export async function createSigningKeys(
  file: SsoStateFile,
): Promise<SigningKeys> {
  if (file.state.keys.length !== 2) {
    file.state.keys = await (generated ??= createJwks());
    file.save();
  }
  const keys = await Promise.all(file.state.keys.map(importKey));
  return {
    byAlgorithm(algorithm) {
      const key = keys.find((candidate) => candidate.algorithm === algorithm);
      if (!key) throw new Error(`no ${algorithm} key`);
      return key;
    },
    byKeyId: (keyId) => keys.find((key) => key.keyId === keyId),
    jwks: () => ({ keys: keys.map((key) => key.publicJwk) }),
  };
}

/** Finding RSA primes takes longer than anything else at start: once per process is enough. */
let generated: Promise<JWK[]> | undefined;

const createJwks = async (): Promise<JWK[]> => [
  await createJwk("RS256", "JWT-Signature-Key"),
  await createJwk("ES256", randomUUID()),
];

async function createJwk(
  algorithm: SigningAlgorithm,
  keyId: string,
): Promise<JWK> {
  const { privateKey } = await generateKeyPair(algorithm, {
    extractable: true,
  });
  return {
    alg: algorithm,
    use: "sig",
    kid: keyId,
    ...(await exportJWK(privateKey)),
  };
}

async function importKey(jwk: JWK): Promise<SigningKey> {
  const { alg, use, kid, kty, n, e, crv, x, y } = jwk;
  const publicJwk = (
    kty === "RSA"
      ? { alg, use, kid, kty, n, e }
      : { alg, use, kid, kty, crv, x, y }
  ) as JWK;
  const privateKey = await importJWK(jwk);
  const publicKey = await importJWK(publicJwk);
  if (privateKey instanceof Uint8Array || publicKey instanceof Uint8Array)
    throw new Error("a signing key must be asymmetric");
  return {
    algorithm: alg === "ES256" ? "ES256" : "RS256",
    keyId: kid ?? "",
    privateKey,
    publicKey,
    publicJwk,
  };
}
