import { describe, expect, it } from "vitest";
import { RejectedError } from "../../kernel/index.ts";
import { readLink } from "./read-link.ts";

const hash = "349571831ca127c015bc34050b4c02b29927827d";
const whole = { killmailId: 96961240, hash };

describe("a link with id and hash", () => {
  it.each([
    `https://esi.evetech.net/killmails/96961240/${hash}/`,
    `https://esi.evetech.net/killmails/96961240/${hash}`,
    `https://esi.evetech.net/latest/killmails/96961240/${hash}/?datasource=tranquility`,
    `https://esi.evetech.net/v1/killmails/96961240/${hash}?datasource=tranquility`,
    `http://esi.tech.ccp.is/latest/killmails/96961240/${hash}/`,
    `https://crest-tq.eveonline.com/killmails/96961240/${hash}/`,
    `esi.evetech.net/killmails/96961240/${hash}/#top`,
    `  https://esi.evetech.net/killmails/96961240/${hash.toUpperCase()}/ \n`,
    `96961240/${hash}`,
    `96961240 ${hash}`,
    `killReport:96961240:${hash}`,
    `<url=killReport:96961240:${hash}>Kill: Some Pilot (Rifter)</url>`,
    `<a href="killReport:96961240:${hash}">Kill: Some Pilot (Rifter)</a>`,
  ])("is read from %s", (text) => {
    expect(readLink(text)).toEqual(whole);
  });
});

describe("a link to zKillboard", () => {
  it.each([
    "https://zkillboard.com/kill/96961240/",
    "https://zkillboard.com/kill/96961240",
    "http://www.zkillboard.com/kill/96961240/?fit=1",
    "zkillboard.com/kill/96961240/#comments",
    "https://zkillboard.com/api/killID/96961240/",
  ])("is read from %s", (text) => {
    expect(readLink(text)).toEqual({ killmailId: 96961240, hash: null });
  });
});

describe("what is none", () => {
  it.each([
    ["", /no link to a killmail/],
    ["hello", /no link to a killmail/],
    ["96961240", /hash is needed/],
    ["https://zkillboard.com/character/95877094/", /no link to a killmail/],
    ["https://example.org/kill/96961240/", /no link to a killmail/],
    ["https://notzkillboard.com/kill/96961240/", /no link to a killmail/],
    [
      `https://esi.evetech.net/killmails/96961240/${hash.slice(1)}/`,
      /not whole/,
    ],
    [`https://esi.evetech.net/killmails/96961240/${hash}0/`, /not whole/],
    ["https://esi.evetech.net/killmails/96961240/", /not whole/],
    [`96961240/${"g".repeat(40)}`, /not whole/],
    [`9999999999/${hash}`, /no killmail's id/],
    [`0/${hash}`, /no killmail's id/],
    ["https://zkillboard.com/kill/9999999999/", /no killmail's id/],
    ["x".repeat(3_000), /3000 characters long/],
  ])("%s is refused with a sentence", (text, sentence) => {
    const read = () => readLink(text);
    expect(read).toThrow(RejectedError);
    expect(read).toThrow(sentence);
  });
});
