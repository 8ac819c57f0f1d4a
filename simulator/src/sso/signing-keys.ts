import { randomUUID } from "node:crypto";
import type { CryptoKey, JWK } from "jose";
import { exportJWK, generateKeyPair } from "jose";

export type SigningAlgorithm = "RS256" | "ES256";

export interface SigningKey {
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

/** One RSA and one EC key, as EVE's JWKS has them; fresh at each start. */
export async function createSigningKeys(): Promise<SigningKeys> {
  const rsa = await createKey("RS256", "JWT-Signature-Key");
  const ec = await createKey("ES256", randomUUID());
  const keys = [rsa, ec];
  return {
    byAlgorithm: (algorithm) => (algorithm === "RS256" ? rsa : ec),
    byKeyId: (keyId) => keys.find((key) => key.keyId === keyId),
    jwks: () => ({ keys: keys.map((key) => key.publicJwk) }),
  };
}

async function createKey(
  algorithm: SigningAlgorithm,
  keyId: string,
): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm);
  const publicJwk = {
    alg: algorithm,
    use: "sig",
    kid: keyId,
    ...(await exportJWK(publicKey)),
  };
  return { algorithm, keyId, privateKey, publicKey, publicJwk };
}
