import { randomBytes } from "node:crypto";

/** Variables of a process that has a database and nothing else: EVE is nowhere. */
export function testEnvironment(databaseUrl: string): Record<string, string> {
  const nowhere = "http://127.0.0.1:9";
  return {
    NODE_ENV: "test",
    DATABASE_URL: databaseUrl,
    EVE_CLIENT_ID: "test",
    EVE_CLIENT_SECRET: "test",
    EVE_CALLBACK_URL: "http://killreport.test/auth/callback",
    EVE_SSO_URL: nowhere,
    ESI_URL: nowhere,
    STATIC_DATA_URL: nowhere,
    IMAGES_URL: "http://images.test",
    PRICE_SOURCES: "none",
    ENCRYPTION_KEYS: `test:${randomBytes(32).toString("base64")}`,
    SESSION_SECRET: randomBytes(32).toString("base64"),
  };
}
