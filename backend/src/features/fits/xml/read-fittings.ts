import { RejectedError } from "../../../kernel/index.ts";
import { readXml, type XmlElement } from "../../../platform/xml/index.ts";

/** One `<fitting>` as it stands in the document. */
export interface XmlFitting {
  readonly name: string;
  readonly hull: string;
  /** Line of the document, from 1. */
  readonly line: number;
  readonly hardware: readonly XmlHardware[];
}

export interface XmlHardware {
  readonly line: number;
  readonly type: string;
  readonly slot: string;
  /** Null where none is given. */
  readonly quantity: number | null;
  readonly isMutated: boolean;
}

/** The fittings of a document of the game's own kind. RejectedError, with a sentence, for any other. */
export function readFittings(text: string): XmlFitting[] {
  const root = readXml(text, { elements: 5_000, depth: 8 });
  const fittings =
    root.name === "fitting"
      ? [root]
      : root.children.filter(({ name }) => name === "fitting");
  if (fittings.length === 0)
    throw new RejectedError(
      "XML_REFUSED",
      "This XML has no <fitting>. Export the fit from the game's fitting window, or paste it as EFT text.",
    );
  return fittings.map(readFitting);
}

function readFitting(fitting: XmlElement): XmlFitting {
  const hull = fitting.children.find(({ name }) => name === "shipType");
  return {
    name: fitting.attributes.get("name") ?? "",
    hull: hull?.attributes.get("value") ?? "",
    line: fitting.line,
    hardware: fitting.children
      .filter(({ name }) => name === "hardware")
      .map(({ line, attributes }) => ({
        line,
        type: attributes.get("type") ?? "",
        slot: attributes.get("slot") ?? "",
        quantity: attributes.has("qty") ? Number(attributes.get("qty")) : null,
        isMutated: attributes.has("mutated_attrs"),
      })),
  };
}
