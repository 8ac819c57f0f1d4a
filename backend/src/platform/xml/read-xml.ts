import library, { type QualifiedAttribute } from "sax";
import { RejectedError } from "../../kernel/index.ts";

/** An element without its texts: what is read here keeps everything in attributes. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The line it begins on, from 1. */
  readonly line: number;
}

export interface XmlLimits {
  readonly elements: number;
  readonly depth: number;
}

/**
 * The root element of a document. A document type is refused, and with it every entity but XML's own five: nothing here
 * needs one, and they can make a small text a huge one or name files. RejectedError XML_REFUSED, with a sentence, for
 * what is not well-formed or beyond the limits.
 */
export function readXml(text: string, limits: XmlLimits): XmlElement {
  const sax = library.parser(true, {});
  const open: Building[] = [];
  const roots: XmlElement[] = [];
  let count = 0;
  sax.onerror = (error) => {
    const [what = ""] = error.message.split("\n");
    throw refused(`It is not well-formed XML (line ${sax.line + 1}: ${what}).`);
  };
  sax.ondoctype = () => {
    throw refused("An XML with a document type is not read; leave it out.");
  };
  sax.onopentag = ({ name, attributes }) => {
    if (++count > limits.elements)
      throw refused(`It has more than ${limits.elements} elements.`);
    if (open.length >= limits.depth)
      throw refused(`Its elements lie deeper than ${limits.depth}.`);
    open.push({
      name,
      attributes: new Map(
        Object.entries<string | QualifiedAttribute>(attributes).map(
          ([key, value]) => [
            key,
            typeof value === "string" ? value : value.value,
          ],
        ),
      ),
      children: [],
      line: sax.line + 1,
    });
  };
  sax.onclosetag = () => {
    const element = open.pop();
    if (element === undefined) return;
    const parent = open.at(-1);
    if (parent === undefined) roots.push(element);
    else parent.children.push(element);
  };
  sax.write(text).close();
  const [root] = roots;
  if (root === undefined) throw refused("It has no element.");
  return root;
}

type Building = Omit<XmlElement, "children"> & { children: XmlElement[] };

const refused = (message: string) => new RejectedError("XML_REFUSED", message);
