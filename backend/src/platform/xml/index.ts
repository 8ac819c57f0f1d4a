export { readXml, type XmlElement, type XmlLimits } from "./read-xml.ts";
