/** Where EVE and its neighbours are. */
export interface EveAddresses {
  readonly sso: string;
  readonly esi: string;
  readonly images: string;
  readonly r2z2: string;
  readonly zkillboard: string;
  readonly everef: string;
  readonly staticData: string;
  readonly janice: string;
  readonly mutamarket: string;
}

export const realAddresses: EveAddresses = {
  sso: "https://login.eveonline.com",
  esi: "https://esi.evetech.net",
  images: "https://images.evetech.net",
  r2z2: "https://r2z2.zkillboard.com",
  zkillboard: "https://zkillboard.com",
  everef: "https://data.everef.net",
  staticData: "https://developers.eveonline.com/static-data",
  janice: "https://janice.e-351.com",
  mutamarket: "https://mutamarket.com",
};

export function simulatedAddresses(port: number): EveAddresses {
  const url = `http://localhost:${port}`;
  return {
    sso: url,
    esi: `${url}/esi`,
    images: `${url}/images`,
    r2z2: `${url}/r2z2`,
    zkillboard: `${url}/zkillboard`,
    everef: `${url}/everef`,
    staticData: `${url}/static-data`,
    janice: `${url}/janice`,
    mutamarket: `${url}/mutamarket`,
  };
}

/** The application the simulator knows from the start. Nothing is secret about it. */
export const demoApplication = {
  clientId: "simulator-demo",
  clientSecret: "eat_simulator_demo_secret",
};
